import { isRecord } from './json-value.ts';

/** A JSON value as Go's %v prints it, fields in alphabetical order: map[spec:map[replicas:2]]. */
export function goText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return value === null ? '<nil>' : JSON.stringify(value);
  const fields = Object.keys(value)
    .toSorted()
    .map((key) => `${key}:${goText(value[key])}`);
  return `map[${fields.join(' ')}]`;
}
