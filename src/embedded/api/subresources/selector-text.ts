import { z } from 'zod';

const selectorSchema = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z
    .array(z.looseObject({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
});

/** A label selector of a spec as the text that a query takes: `app=x,tier in (a,b),!old`. Empty for none. */
export function selectorText(selector: unknown): string {
  const parsed = selectorSchema.safeParse(selector);
  if (!parsed.success) return '';
  const { matchLabels = {}, matchExpressions = [] } = parsed.data;
  const equalities = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    switch (operator) {
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      case 'NotIn':
        return `${key} notin (${values.toSorted().join(',')})`;
      default:
        return `${key} in (${values.toSorted().join(',')})`;
    }
  });
  return [...equalities, ...expressions].toSorted().join(',');
}
