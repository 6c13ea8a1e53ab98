import { sameJson } from '../json-value.ts';
import type { Comparison } from './compare.ts';
import { difference, union } from './field-tree.ts';
import type { ManagedEntry } from './managed-fields.ts';

/** Who writes: what tells one entry of managedFields from another, and the time. */
export type Writer = Omit<ManagedEntry, 'fieldsType' | 'fieldsV1'>;

/** Entries of updates that are kept; the oldest are put together beyond (apimachinery's capmanagers.go). */
const mostUpdates = 10;
const ancient = 'ancient-changes';

/** The managers after a write: what was changed is the writer's now, what was removed is nobody's. */
export function afterUpdate(entries: ManagedEntry[], { changed, removed }: Comparison, writer: Writer): ManagedEntry[] {
  const left = afterLoss(entries, { changed, removed });
  if (Object.keys(changed).length === 0) return sorted(left);
  const own = left.find((entry) => isSame(entry, writer));
  const fieldsV1 = own === undefined ? changed : union(own.fieldsV1, changed);
  const others = left.filter((entry) => entry !== own);
  return sorted(capped([...others, { ...writer, fieldsType: 'FieldsV1', fieldsV1 }]));
}

/** The entries without fields that are another's now, or nobody's; those that are left with none go. */
export function afterLoss(entries: ManagedEntry[], { changed, removed }: Comparison): ManagedEntry[] {
  return entries
    .map((entry) => ({ entry, left: difference(difference(entry.fieldsV1, changed), removed) }))
    .filter(({ left }) => Object.keys(left).length > 0)
    .map(({ entry, left }) => (sameJson(left, entry.fieldsV1) ? entry : { ...entry, fieldsV1: left }));
}

/** As the server puts them: applies before updates, then by time and name (managedfields.go sortEncodedManagedFields). */
export function sorted(entries: ManagedEntry[]): ManagedEntry[] {
  return entries.toSorted((one, other) => order(keyOf(one), keyOf(other)));
}

function keyOf({ operation, time = '', manager, apiVersion, subresource = '' }: Writer): string[] {
  return [operation, time, manager, apiVersion, subresource];
}

function order(one: string[], other: string[]): number {
  const at = one.findIndex((text, index) => text !== other[index]);
  return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
}

function isSame(entry: ManagedEntry, writer: Writer): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === writer.operation &&
    entry.subresource === writer.subresource &&
    (entry.operation === 'Apply' || entry.apiVersion === writer.apiVersion)
  );
}

/** The kinds have one version each, so that there is one bucket. */
function capped(entries: ManagedEntry[]): ManagedEntry[] {
  const updates = sorted(entries.filter(({ operation }) => operation === 'Update'));
  const surplus = updates.length - mostUpdates;
  if (surplus <= 0) return entries;
  const old = updates.slice(0, surplus + 1);
  const last = old.at(-1);
  if (last === undefined) return entries;
  const { subresource: _, ...rest } = last;
  const fieldsV1 = old.reduce((all, entry) => union(all, entry.fieldsV1), {});
  return [...entries.filter((entry) => !old.includes(entry)), { ...rest, manager: ancient, fieldsV1 }];
}
