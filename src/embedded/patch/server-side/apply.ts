import { goText } from '../go-text.ts';
import { apiVersionOf, type KindInfo } from '../../kinds/kind-info.ts';
import type { Field } from '../../kinds/schema/struct.ts';
import type { StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { isRecord, type JsonObject, sameJson } from '../json-value.ts';
import { badPatch } from '../parse-patch.ts';
import { typedFault } from './check-typed.ts';
import { changedFields, conflictError } from './conflicts.ts';
import { managedEntries, type ManagedEntry } from './managed-fields.ts';
import { mergeApplied } from './merge-applied.ts';
import { ownedFields, withoutLeaves } from './owned-fields.ts';
import { prune } from './prune.ts';
import { plainField } from './shape.ts';

export interface ApplyOptions {
  manager: string;
  force: boolean;
  part: 'spec' | 'status';
  /** RFC 3339. */
  now: string;
}

/** Identity and what the server itself keeps: nobody owns these. */
const unowned = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);

/** An object keeps its metadata, whoever owns what in it. */
const identity = { 'f:metadata': {} };

/**
 * Server-side apply: `applied` over `current`, without what the same manager applied before and now leaves out. Fields
 * that another manager applied and that would change are a Conflict unless `force` takes them over. Only what was applied
 * is recorded in managedFields, and what was there before the first apply, so that it is kept: ordinary writers are never
 * in conflict.
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
  const owned = ownedFields(ownable(wanted), root);
  const entries = entriesOf(kind, current, root, options);
  const previous = entries.find((entry) => isBy(entry, options));
  const others = withoutConflicts(
    entries.filter((entry) => !isBy(entry, options)),
    (entry) => changedFields(current, ownable(wanted), root, entry.fieldsV1),
    options.force,
  );
  const merged = mergeApplied(current ?? {}, wanted, root);
  const kept = [identity, owned, ...others.map(({ fieldsV1 }) => fieldsV1)];
  const result = previous === undefined ? merged : prune(merged, previous.fieldsV1, kept, root);
  return withManaged(result, [entryOf(kind, owned, previous, options), ...others]);
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

function ownable({ metadata, ...applied }: JsonObject): JsonObject {
  const rest = Object.fromEntries(Object.entries(applied).filter(([name]) => name !== 'apiVersion' && name !== 'kind'));
  const owned = Object.entries(isRecord(metadata) ? metadata : {}).filter(([name]) => !unowned.has(name));
  return owned.length === 0 ? rest : { metadata: Object.fromEntries(owned), ...rest };
}

function isBy(entry: ManagedEntry, { manager, part }: ApplyOptions): boolean {
  return entry.manager === manager && entry.operation === 'Apply' && (entry.subresource ?? 'spec') === part;
}

/** An object that nobody applied yet belongs to those before; the server gives them this one name, too. */
function entriesOf(
  kind: KindInfo,
  current: StoredObject | undefined,
  root: Field,
  { now }: ApplyOptions,
): ManagedEntry[] {
  const entries = managedEntries(current);
  if (current === undefined || entries.length > 0) return entries;
  const manager = { manager: 'before-first-apply', operation: 'Update', apiVersion: apiVersionOf(kind), time: now };
  const fieldsV1 = ownedFields(ownable(ownPart(kind, current, 'spec')), root);
  return [{ ...manager, fieldsType: 'FieldsV1', fieldsV1 }];
}

/** The others' fields without those that are taken from them; throws Conflict where none may be. */
function withoutConflicts(
  others: ManagedEntry[],
  changedBy: (entry: ManagedEntry) => JsonObject,
  force: boolean,
): ManagedEntry[] {
  const conflicts = others
    .filter(({ operation }) => operation === 'Apply')
    .map((entry) => ({ manager: entry.manager, fields: changedBy(entry), entry }))
    .filter(({ fields }) => Object.keys(fields).length > 0);
  if (conflicts.length > 0 && !force) throw conflictError(conflicts);
  return others
    .map((entry) => {
      const taken = conflicts.find((one) => one.entry === entry)?.fields;
      return taken === undefined ? entry : { ...entry, fieldsV1: withoutLeaves(entry.fieldsV1, taken) };
    })
    .filter(({ fieldsV1 }) => Object.keys(fieldsV1).length > 0);
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

function withManaged(object: unknown, managedFields: ManagedEntry[]): JsonObject {
  const whole = isRecord(object) ? object : {};
  const metadata = isRecord(whole['metadata']) ? whole['metadata'] : {};
  return { ...whole, metadata: { ...metadata, managedFields } };
}
