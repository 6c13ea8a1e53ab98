import { apiVersionOf, type KindInfo } from '../../kinds/kind-info.ts';
import { structNameOf } from '../../kinds/schema/struct-name.ts';
import type { NewObject, StoredObject } from '../../store/object.ts';
import { compare } from './compare.ts';
import { managedEntries, type ManagedEntry } from './managed-fields.ts';
import { afterUpdate, type Writer } from './managers.ts';
import { emptyObject, ownable } from './ownable.ts';
import { plainField } from './shape.ts';

export interface UpdateBy {
  /** The field manager. */
  manager: string;
  /** `status` or `scale`; absent for the object itself. */
  subresource?: string | undefined;
  /** RFC 3339. */
  now: string;
}

/**
 * Records in `metadata.managedFields` who wrote what by an ordinary write: any but a server-side apply. `before` is
 * absent for a new object. An object of which nobody is recorded, as the controllers make them, stays so.
 */
export function trackUpdate<T extends NewObject>(
  kind: KindInfo,
  before: StoredObject | undefined,
  after: T,
  { manager, subresource, now }: UpdateBy,
): T {
  const entries = entriesBefore(before, after, subresource);
  if (before !== undefined && entries.length === 0) return withManagers(after, entries);
  const writer: Writer = {
    manager,
    operation: 'Update',
    apiVersion: apiVersionOf(kind),
    ...(subresource === undefined ? {} : { subresource }),
    time: now,
  };
  const managed = entriesAfter(kind, before, after, entries, writer);
  return withManagers(after, before === undefined && managed.length === 0 ? undefined : managed);
}

/** The managers of an object as they are after a write of it; with no object before, of all that is in it. */
export function entriesAfter(
  kind: KindInfo,
  before: StoredObject | undefined,
  after: NewObject,
  entries: ManagedEntry[],
  writer: Writer,
): ManagedEntry[] {
  const part = writer.subresource === 'status' ? 'status' : 'spec';
  const field = plainField({ form: 'struct', name: structNameOf(kind) });
  const left = before === undefined ? emptyObject(kind) : ownable(kind, before, part);
  return afterUpdate(entries, compare(left, ownable(kind, after, part), field), writer);
}

/** Those that the object came with count, so that they can be changed by hand: `[{}]` takes all away. */
function entriesBefore(before: StoredObject | undefined, after: NewObject, subresource: string | undefined) {
  const given = after.metadata['managedFields'];
  if (subresource !== undefined) return managedEntries(before);
  if (Array.isArray(given) && given.length === 1 && JSON.stringify(given[0]) === '{}') return [];
  const own = managedEntries(after);
  return own.length > 0 ? own : managedEntries(before);
}

/** An empty list is not kept, but takes away what was recorded before. */
function withManagers<T extends NewObject>(object: T, managedFields: ManagedEntry[] | undefined): T {
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
