import type { Typed } from '../schema/typed.ts';
import { labelProblems } from './metadata.ts';
import { qualifiedName } from './names.ts';
import { forbidden, invalid, type Problem, type Problems, required } from './problem.ts';

type Selector = Typed<'LabelSelector'>;

/** The selector of a workload: there, not empty, and readable. */
export function* workloadSelectorProblems(selector: Selector | undefined, field: string): Problems {
  if (selector === undefined) {
    yield required(field);
    return;
  }
  const faults = [...selectorProblems(selector, field)];
  yield* faults;
  if (isEmpty(selector)) yield invalid(field, selector, 'empty selector is invalid for deployment');
  if (faults.length > 0) yield invalid(field, selector, 'invalid label selector');
}

/** Whether the labels are chosen; no selector at all chooses nothing, an unreadable one is reported elsewhere. */
export function mismatchProblems(
  selector: Selector | undefined,
  labels: Record<string, string> | undefined,
  field: string,
): Problem[] {
  if (selector !== undefined && [...selectorProblems(selector, field)].length > 0) return [];
  if (selector !== undefined && selects(selector, labels ?? {})) return [];
  return [invalid(field, labels, '`selector` does not match template `labels`')];
}

function* selectorProblems(selector: Selector, field: string): Problems {
  yield* labelProblems(selector.matchLabels, `${field}.matchLabels`);
  for (const [index, { key = '', operator = '', values = [] }] of (selector.matchExpressions ?? []).entries()) {
    const at = `${field}.matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      const why = "must be specified when `operator` is 'In' or 'NotIn'";
      if (values.length === 0) yield required(`${at}.values`, why);
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      const why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      if (values.length > 0) yield forbidden(`${at}.values`, why);
    } else yield invalid(`${at}.operator`, operator, 'not a valid selector operator');
    for (const why of qualifiedName(key)) yield invalid(`${at}.key`, key, why);
  }
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Record<string, string>): boolean {
  const pairs = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return pairs && matchExpressions.every((expression) => meets(expression, labels));
}

function meets({ key = '', operator, values = [] }: Typed<'LabelSelectorRequirement'>, labels: Record<string, string>) {
  const value = labels[key];
  if (operator === 'In') return value !== undefined && values.includes(value);
  if (operator === 'NotIn') return value === undefined || !values.includes(value);
  return (value !== undefined) === (operator === 'Exists');
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
