import type { KindInfo } from '../../kinds/kind-info.ts';
import { structOf } from '../../kinds/schema/struct.ts';
import { structNameOf } from '../../kinds/schema/struct-name.ts';
import { isRecord, type JsonObject } from '../json-value.ts';

/** Identity and what the server itself keeps: nobody owns these (apimachinery's managedfields/internal/stripmeta.go). */
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

/** The part of an object that its managers share among them: the status by its own subresource, or all else. */
export function ownable(kind: KindInfo, object: JsonObject, part: 'spec' | 'status'): JsonObject {
  const { apiVersion: _, kind: __, metadata, status, ...rest } = object;
  const owned = Object.entries(isRecord(metadata) ? metadata : {}).filter(([name]) => !unowned.has(name));
  const both = { metadata: Object.fromEntries(owned) };
  const own = status === undefined ? {} : { status };
  if (part === 'status') return { ...both, ...own };
  return kind.subresources.includes('status') ? { ...both, ...rest } : { ...both, ...rest, ...own };
}

/** Structs that Go writes even when nothing is in them, and lists that it writes as null: nobody adds these. */
const always = new Set([
  'metadata',
  'spec',
  'status',
  'template',
  'strategy',
  'updateStrategy',
  'involvedObject',
  'source',
  'scaleTargetRef',
]);

/** A new object before anything is in it, as the API server compares one with that is created. */
export function emptyObject(kind: KindInfo): JsonObject {
  return emptyStruct(structNameOf(kind));
}

function emptyStruct(name: string): JsonObject {
  const empty: JsonObject = {};
  for (const [field, { type }] of structOf(name).fields) {
    if (type.form === 'struct' && always.has(field)) empty[field] = emptyStruct(type.name);
    if (field === 'containers') empty[field] = [];
  }
  return empty;
}
