import { z } from 'zod';
import type { NewObject, StoredObject } from '../store/object.ts';
import { contentOf } from './content/contents.ts';
import type { Prepared } from './content/content.ts';
import { cannotBeHandled } from './decode/cannot-be-handled.ts';
import { DecodeError } from './decode/type-error.ts';
import { apiVersionOf, type KindInfo } from './kind-info.ts';
import { invalidObject } from './validation/invalid-object.ts';
import { metadataProblems, metadataUpdateProblems } from './validation/metadata.ts';

export { strictProblems } from './strict-problems.ts';

/**
 * A new object as it may be stored: without unknown fields, quantities in their one spelling, defaults filled in.
 * Throws StatusError: 400 BadRequest for a value of the wrong type, 422 Invalid with every fault as a cause.
 */
export function prepareNew(kind: KindInfo, object: NewObject): NewObject {
  const prepared = decoded(kind, () => contentOf(kind).prepareNew(object));
  const ready: NewObject = newObject.parse(ordered(kind, prepared));
  const problems = [...metadataProblems(kind, ready.metadata), ...prepared.problems];
  if (problems.length > 0) throw invalidObject(kind, ready.metadata.name ?? '', problems);
  return ready;
}

/**
 * The same for an object that takes the place of `old`: what may not change is Invalid too. With `part` "status" it is
 * `old` with the other's status. Metadata is as it was given: uid, resourceVersion and the like are the store's.
 */
export function prepareUpdate(
  kind: KindInfo,
  object: StoredObject,
  old: StoredObject,
  part: 'spec' | 'status' = 'spec',
): StoredObject {
  if (part === 'status') {
    const prepared = decoded(kind, () => contentOf(kind).prepareStatus(object, old));
    return storedObject.parse(ordered(kind, prepared));
  }
  const prepared = decoded(kind, () => contentOf(kind).prepareUpdate(object, old));
  const ready: StoredObject = storedObject.parse(ordered(kind, prepared));
  const problems = [
    ...metadataProblems(kind, ready.metadata),
    ...metadataUpdateProblems(ready.metadata, old.metadata),
    ...prepared.problems,
  ];
  if (problems.length > 0) throw invalidObject(kind, ready.metadata.name, problems);
  return ready;
}

/** What is missing of an owner is reported with all other faults, so that it may be missing here. */
const text = z.string().default('');
const ownerReference = z.looseObject({ apiVersion: text, kind: text, name: text, uid: text });
const strings = z.record(z.string(), z.string());
const newMetadata = z.looseObject({
  labels: strings.optional(),
  annotations: strings.optional(),
  finalizers: z.array(z.string()).optional(),
  ownerReferences: z.array(ownerReference).optional(),
});
const newObject = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: newMetadata });
const storedObject = newObject.extend({
  metadata: newMetadata.extend({
    name: z.string(),
    uid: z.string(),
    resourceVersion: z.string(),
    creationTimestamp: z.string(),
  }),
});

/** In the order in which people read an object. */
function ordered(kind: KindInfo, { object }: Prepared): Record<string, unknown> {
  const { apiVersion: _, kind: __, metadata = {}, ...rest } = object;
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, metadata, ...rest };
}

function decoded(kind: KindInfo, prepare: () => Prepared): Prepared {
  try {
    return prepare();
  } catch (thrown) {
    if (thrown instanceof DecodeError) throw cannotBeHandled(kind, thrown.message);
    throw thrown;
  }
}
