import { goText } from '../go-text.ts';
import { apiVersionOf, type KindInfo } from '../../kinds/kind-info.ts';
import type { Field } from '../../kinds/schema/struct.ts';
import { structNameOf } from '../../kinds/schema/struct-name.ts';
import type { StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { isRecord, type JsonObject, sameJson } from '../json-value.ts';
import { badPatch } from '../parse-patch.ts';
import { typedFault } from './check-typed.ts';
import { compare, type Comparison } from './compare.ts';
import { conflictError } from './conflicts.ts';
import { difference, intersection } from './field-tree.ts';
import { lastAppliedFields, withLastApplied } from './last-applied.ts';
import { managedEntries, type ManagedEntry } from './managed-fields.ts';
import { afterLoss, sorted } from './managers.ts';
import { mergeApplied } from './merge-applied.ts';
import { ownable } from './ownable.ts';
import { ownedFields } from './owned-fields.ts';
import { prune } from './prune.ts';
import { plainField } from './shape.ts';
import { entriesAfter } from './track-update.ts';

export interface ApplyOptions {
  manager: string;
  force: boolean;
  part: 'spec' | 'status';
  /** RFC 3339. */
  now: string;
}

/** An object keeps its metadata, whoever owns what in it. */
const identity = { 'f:metadata': {} };

/**
 * Server-side apply: `applied` over `current`, without what the same manager applied before and now leaves out. Fields
 * of another manager that would change are a Conflict unless `force` takes them over. What our own controllers write is
 * nobody's.
 */
export function serverSideApply(
  kind: KindInfo,
  current: StoredObject | undefined,
  applied: JsonObject,
  options: ApplyOptions,
): JsonObject {
  const root = plainField({ form: 'struct', name: kind.kind });
  checkApplied(kind, applied, root);
  const wanted = ownPart(kind, applied, options.part);
  const owned = ownedFields(withoutEmptyMetadata(ownable(kind, wanted, options.part)), root);
  const entries = entriesOf(kind, current, options);
  const previous = entries.find((entry) => isBy(entry, options));
  const others = entries.filter((entry) => !isBy(entry, options));
  const merged = mergeApplied(current ?? {}, wanted, root);
  const kept = [identity, owned, ...others.map(({ fieldsV1 }) => fieldsV1)];
  const pruned = previous === undefined ? merged : prune(merged, previous.fieldsV1, kept, root);
  const result = isRecord(pruned) ? pruned : {};
  const left = current === undefined ? [] : othersAfter(kind, current, result, others, options);
  const managed = sorted([entryOf(kind, owned, previous, options), ...left]);
  return withManaged(withLastApplied(result, applied, options.manager), managed);
}

/** Metadata of which nothing can be owned is not owned either. */
function withoutEmptyMetadata({ metadata, ...rest }: JsonObject): JsonObject {
  return isRecord(metadata) && Object.keys(metadata).length > 0 ? { metadata, ...rest } : rest;
}

function checkApplied(kind: KindInfo, applied: JsonObject, root: Field): void {
  const { metadata, apiVersion, kind: named } = applied;
  if (apiVersion !== apiVersionOf(kind) || named !== kind.kind) {
    throw badPatch('', `invalid object type: ${goText(apiVersion ?? '')}, Kind=${goText(named ?? '')}`);
  }
  const meta = isRecord(metadata) ? metadata : {};
  if (meta['managedFields'] !== undefined && meta['managedFields'] !== null) {
    throw badPatch('', 'metadata.managedFields must be nil');
  }
  const fault = typedFault(applied, root, '');
  if (fault === undefined) return;
  const place = `${goText(meta['namespace'] ?? '')}/${goText(meta['name'] ?? '')}`;
  const subject = `${place}; ${apiVersionOf(kind)}, Kind=${kind.kind}`;
  // A 500 without a reason on the real one too (measured on Kubernetes 1.34).
  throw new StatusError(500, '', `failed to create typed patch object (${subject}): ${fault}`);
}

/** The status is only applied by way of its own subresource, and nothing else is there. */
function ownPart(kind: KindInfo, applied: JsonObject, part: 'spec' | 'status'): JsonObject {
  const { status, ...rest } = withoutNulls(applied);
  if (!kind.subresources.includes('status')) return withoutNulls(applied);
  if (part === 'spec') return rest;
  const { apiVersion, kind: named, metadata } = rest;
  return { apiVersion, kind: named, metadata, ...(status === undefined ? {} : { status }) };
}

/** A null owns its field and sets nothing; the same as leaving it out, for all that anybody sees. */
function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, isRecord(one) ? withoutNulls(one) : one]),
  );
}

function isBy(entry: ManagedEntry, { manager, part }: ApplyOptions): boolean {
  return entry.manager === manager && entry.operation === 'Apply' && (entry.subresource ?? 'spec') === part;
}

/** An object of which nobody is recorded belongs to those before; the server gives them this one name, too. */
function entriesOf(kind: KindInfo, current: StoredObject | undefined, { now }: ApplyOptions): ManagedEntry[] {
  const entries = managedEntries(current);
  if (current === undefined || entries.length > 0) return entries;
  const writer = { manager: 'before-first-apply', operation: 'Update', apiVersion: apiVersionOf(kind), time: now };
  return entriesAfter(kind, undefined, { ...current }, [], writer);
}

/** The others' entries without what is taken from them; throws Conflict where nothing may be. */
function othersAfter(
  kind: KindInfo,
  current: StoredObject,
  result: JsonObject,
  others: ManagedEntry[],
  { manager, force, part }: ApplyOptions,
): ManagedEntry[] {
  const field = plainField({ form: 'struct', name: structNameOf(kind) });
  const comparison = compare(ownable(kind, current, part), ownable(kind, result, part), field);
  // Whoever moves from kubectl's apply to the server's is in conflict with nobody but others.
  const allowed = manager === 'kubectl' ? lastAppliedFields(kind, current, field) : {};
  if (!force) checkConflicts(others, { ...comparison, changed: difference(comparison.changed, allowed) });
  return afterLoss(others, comparison);
}

function checkConflicts(others: ManagedEntry[], { changed }: Comparison): void {
  const conflicts = others
    .map((entry) => ({ entry, fields: intersection(entry.fieldsV1, changed) }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
  if (conflicts.length > 0) throw conflictError(conflicts);
}

function entryOf(
  kind: KindInfo,
  fieldsV1: JsonObject,
  previous: ManagedEntry | undefined,
  { manager, part, now }: ApplyOptions,
): ManagedEntry {
  const same = previous !== undefined && sameJson(previous.fieldsV1, fieldsV1);
  return {
    manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(kind),
    ...(part === 'status' ? { subresource: part } : {}),
    time: same ? (previous.time ?? now) : now,
    fieldsType: 'FieldsV1',
    fieldsV1,
  };
}

function withManaged(object: JsonObject, managedFields: ManagedEntry[]): JsonObject {
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {};
  return { ...object, metadata: { ...metadata, managedFields } };
}
