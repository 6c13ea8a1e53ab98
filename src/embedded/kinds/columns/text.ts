import type { Typed } from '../schema/typed.ts';

/** "a=b,c=d" in the order of the names; "<none>" without any. */
export function formatLabels(labels: Record<string, string> | undefined): string {
  const parts = labelParts(labels);
  return parts.length === 0 ? '<none>' : parts.join(',');
}

/** "app=x,tier in (a,b)"; "<none>" for an empty selector. */
export function formatSelector(selector: Typed<'LabelSelector'> | undefined): string {
  const expressions = (selector?.matchExpressions ?? []).map(({ key = '', operator = '', values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.toSorted().join(',')})`;
  });
  const parts = [...labelParts(selector?.matchLabels), ...expressions];
  return parts.length === 0 ? '<none>' : parts.join(',');
}

/** The names and the images of a pod template's containers, as two cells. */
export function containerCells(template: Typed<'PodTemplateSpec'> | undefined): [string, string] {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image).join(',')];
}

/** The first three of a list; "<unset>" for none. */
export function firstThree(items: string[]): string {
  if (items.length === 0) return '<unset>';
  const more = items.length > 3 ? ` + ${items.length - 3} more...` : '';
  return items.slice(0, 3).join(',') + more;
}

function labelParts(labels: Record<string, string> | undefined): string[] {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .toSorted();
}
