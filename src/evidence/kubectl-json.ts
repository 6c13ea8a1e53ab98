import { listKinds } from './bundle-layout.ts';
import type { ListKind } from './bundle-layout.ts';
import type { AnyObject } from './objects.ts';

/**
 * A list as `kubectl get KIND -o json` prints it: keys in alphabetical order, four spaces, `<`, `>` and `&` escaped as
 * Go does it, each item with its apiVersion and kind, and without managedFields.
 */
export function kubectlJson(kind: ListKind, items: readonly AnyObject[]): string {
  const list = {
    apiVersion: 'v1',
    items: items.map((item) => sorted({ ...listKinds[kind], ...withoutManagedFields(item) })),
    kind: 'List',
    metadata: { resourceVersion: '' },
  };
  return `${goEscaped(JSON.stringify(list, null, 4))}\n`;
}

function withoutManagedFields(item: AnyObject): AnyObject {
  const { managedFields: _, ...metadata } = item.metadata;
  return { ...item, metadata };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function goEscaped(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
