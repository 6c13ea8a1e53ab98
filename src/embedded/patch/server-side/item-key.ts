import type { Field } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';

/** A part of a key that may be left out, and what it then is (the server's own schema has this one default). */
const keyDefaults: Record<string, unknown> = { protocol: 'TCP' };

/** How FieldsV1 names an item of a list: `k:{"name":"app"}` by its key, `v:"a"` a plain value by itself. */
export function itemKey(item: unknown, { mapKeys }: Field): string {
  return isRecord(item) && mapKeys.length > 0
    ? `k:${JSON.stringify(keyFields(item, mapKeys))}`
    : `v:${JSON.stringify(item)}`;
}

function keyFields(item: JsonObject, mapKeys: string[]): JsonObject {
  const sorted = mapKeys.toSorted();
  return Object.fromEntries(sorted.map((key) => [key, item[key] ?? keyDefaults[key] ?? '']));
}

/** `[name="app"]`, `[containerPort=80,protocol="TCP"]`: an item as messages name it. */
export function shownItem(key: string): string {
  const value: unknown = JSON.parse(key.slice(2));
  if (key.startsWith('v:') || !isRecord(value)) return `[=${JSON.stringify(value)}]`;
  const parts = Object.entries(value).map(([name, one]) => `${name}=${JSON.stringify(one)}`);
  return `[${parts.join(',')}]`;
}
