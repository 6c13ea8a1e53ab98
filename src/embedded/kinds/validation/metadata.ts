import type { NewObject, ObjectMetadata } from '../../store/object.ts';
import type { KindInfo } from '../kind-info.ts';
import { labelValue, namespaceName, type NameRule, qualifiedName, serviceName, subdomainName } from './names.ts';
import { duplicate, invalid, type Problems, required, tooLong } from './problem.ts';

const nameRules: Record<string, NameRule> = { Namespace: namespaceName, Service: serviceName };
/** Bytes of all annotations of an object together. */
const annotationsLimit = 256 * 1024;
const standardFinalizers = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

export function* metadataProblems(kind: KindInfo, metadata: NewObject['metadata']): Problems {
  const { name = '', generateName = '' } = metadata;
  const rule = nameRules[kind.kind] ?? subdomainName;
  if (generateName !== '') {
    // What comes after is put in by the server, so that a dash at the end is fine.
    for (const why of rule(generateName.replace(/-$/, 'a'))) yield invalid('metadata.generateName', generateName, why);
  }
  if (name === '' && generateName === '') yield required('metadata.name', 'name or generateName is required');
  else if (name !== '') for (const why of rule(name)) yield invalid('metadata.name', name, why);
  yield* labelProblems(metadata.labels, 'metadata.labels');
  yield* annotationProblems(metadata.annotations, 'metadata.annotations');
  yield* ownerProblems(metadata.ownerReferences ?? []);
  for (const [index, finalizer] of (metadata.finalizers ?? []).entries()) {
    const field = `metadata.finalizers[${index}]`;
    for (const why of qualifiedName(finalizer)) yield invalid(field, finalizer, why);
    if (!finalizer.includes('/') && !standardFinalizers.has(finalizer)) {
      yield invalid(field, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  }
}

export function* metadataUpdateProblems(metadata: ObjectMetadata, old: ObjectMetadata): Problems {
  if (metadata.name !== old.name) yield invalid('metadata.name', metadata.name, 'field is immutable');
  if (metadata.uid !== old.uid) yield invalid('metadata.uid', metadata.uid, 'field is immutable');
}

export function* labelProblems(labels: Record<string, string> | undefined, field: string): Problems {
  for (const [key, value] of Object.entries(labels ?? {})) {
    for (const why of qualifiedName(key)) yield invalid(field, key, why);
    for (const why of labelValue(value)) yield invalid(field, value, why);
  }
}

export function* annotationProblems(annotations: Record<string, string> | undefined, field: string): Problems {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
    for (const why of qualifiedName(key.toLowerCase())) yield invalid(field, key, why);
  }
  if (bytes > annotationsLimit) yield tooLong(field, annotationsLimit);
}

function* ownerProblems(owners: NonNullable<ObjectMetadata['ownerReferences']>): Problems {
  const field = 'metadata.ownerReferences';
  const controllers = owners.filter(({ controller }) => controller === true);
  for (const owner of owners) {
    for (const name of ['apiVersion', 'kind', 'name', 'uid'] as const) {
      if ((owner[name] ?? '') === '') yield invalid(`${field}.${name}`, '', 'must not be empty');
    }
  }
  if (controllers.length > 1) {
    const why = `Only one reference can have Controller set to true. Found "true" in references for ${controllers
      .map(({ kind, name }) => `${kind}/${name}`)
      .slice(0, 2)
      .join(' and ')}`;
    yield invalid(field, controllers, why);
  }
}

/** Items of a list that must differ: `seen` is kept by the caller across the items. */
export function* seenBefore(seen: Set<string>, value: string, field: string): Problems {
  if (seen.has(value)) yield duplicate(field, value);
  seen.add(value);
}
