import type { LabelSelector } from './models/object.ts';

type Labels = Record<string, string>;

/** A label selector of a spec against an object's labels; an empty selector matches everything. */
export function matches(selector: LabelSelector, labels: Labels = {}): boolean {
  return (
    containsAll(labels, selector.matchLabels ?? {}) &&
    (selector.matchExpressions ?? []).every((expression) => holds(expression, labels))
  );
}

/** The plain selector of a Service or a nodeSelector. */
export function containsAll(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

export function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function holds({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];
