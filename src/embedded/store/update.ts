import { isDeepStrictEqual } from 'node:util';
import { nextGeneration } from './generation.ts';
import type { ObjectMetadata, StoredObject } from './object.ts';

/** What an update makes of the object before it: the part that was asked for, and nothing that only the store may set. */
export function mergeUpdate(before: StoredObject, update: StoredObject, part: 'status' | 'spec'): StoredObject {
  if (part === 'status') return { ...before, status: update['status'], metadata: managed(before, update) };
  const after = {
    ...update,
    apiVersion: before.apiVersion,
    kind: before.kind,
    status: before['status'],
    metadata: mergeMetadata(before.metadata, update.metadata),
  };
  return { ...after, metadata: { ...after.metadata, ...defined('generation', nextGeneration(before, after)) } };
}

/** A write of the status changes nothing else of the metadata than who wrote. */
function managed(before: StoredObject, { metadata }: StoredObject): ObjectMetadata {
  return {
    ...before.metadata,
    ...defined('managedFields', metadata['managedFields'] ?? before.metadata['managedFields']),
  };
}

function mergeMetadata(before: ObjectMetadata, update: ObjectMetadata): ObjectMetadata {
  const { deletionTimestamp: _, deletionGracePeriodSeconds: __, generation: ___, managedFields, ...wanted } = update;
  return {
    ...wanted,
    name: before.name,
    ...defined('namespace', before.namespace),
    ...defined('generateName', before['generateName']),
    uid: before.uid,
    resourceVersion: before.resourceVersion,
    creationTimestamp: before.creationTimestamp,
    ...defined('deletionTimestamp', before.deletionTimestamp),
    ...defined('deletionGracePeriodSeconds', before.deletionGracePeriodSeconds),
    ...defined('managedFields', managersOf(managedFields ?? before['managedFields'])),
  };
}

/** An empty list takes away who was recorded. */
function managersOf(managedFields: unknown): unknown {
  return Array.isArray(managedFields) && managedFields.length === 0 ? undefined : managedFields;
}

/** True when nothing changed but the times at which managers last wrote. */
export function isUnchanged(before: StoredObject, after: StoredObject): boolean {
  return isDeepStrictEqual(withoutTimes(before), withoutTimes(after));
}

function withoutTimes(object: StoredObject): StoredObject {
  const { managedFields } = object.metadata;
  if (!Array.isArray(managedFields)) return object;
  const timeless: unknown[] = managedFields.map((entry: object) => ({ ...entry, time: undefined }));
  return { ...object, metadata: { ...object.metadata, managedFields: timeless } };
}

function defined(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
