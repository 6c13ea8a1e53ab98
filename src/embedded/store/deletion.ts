import { timestamp } from './new-object.ts';
import type { StoredObject } from './object.ts';
import { conflict } from './status-errors.ts';
import type { DeleteOptions, ResourceName } from './store.ts';

/** What a delete makes of an object: gone, or kept with the marks of its deletion. */
export type Deletion = { gone: true } | { gone: false; object: StoredObject };

/**
 * The rules of apiserver's registry/rest/delete.go and of its pod strategy: finalizers hold everything back, a running
 * pod waits for its grace period, a second delete may only shorten it.
 */
export function deletionOf(
  resource: ResourceName,
  object: StoredObject,
  options: DeleteOptions,
  now: number,
): Deletion {
  checkPreconditions(object, options);
  const marked = withPropagation(object, options);
  const grace = resource === 'pods' ? podGrace(object, options) : 0;
  const { deletionTimestamp, deletionGracePeriodSeconds: present } = object.metadata;
  if (grace === 0 && finalizersOf(marked).length === 0) return { gone: true };
  if (deletionTimestamp !== undefined) {
    if (resource !== 'pods' || present === undefined || grace >= present) return { gone: false, object: marked };
    const shortened = Date.parse(deletionTimestamp) - (present - grace) * 1000;
    return { gone: false, object: doomed(marked, shortened, grace) };
  }
  return { gone: false, object: doomed(marked, now + grace * 1000, grace) };
}

/** True for an object that was only waiting for its finalizers, and has none left. */
export function isFinished(object: StoredObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
  return deletionTimestamp !== undefined && deletionGracePeriodSeconds === 0 && finalizersOf(object).length === 0;
}

function finalizersOf(object: StoredObject): unknown[] {
  const { finalizers = [] } = object.metadata;
  if (object.kind !== 'Namespace') return finalizers;
  // A namespace is emptied before it goes: "kubernetes" stands in its spec until then.
  const { spec } = object;
  const own: unknown = typeof spec === 'object' && spec !== null ? Reflect.get(spec, 'finalizers') : undefined;
  return Array.isArray(own) ? [...finalizers, ...own] : finalizers;
}

function doomed(object: StoredObject, at: number, grace: number): StoredObject {
  const { generation } = object.metadata;
  const status =
    object.kind === 'Namespace' ? { ...fieldsOf(object['status']), phase: 'Terminating' } : object['status'];
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(generation === undefined ? {} : { generation: generation + 1 }),
      deletionTimestamp: timestamp(at),
      deletionGracePeriodSeconds: grace,
    },
    status,
  };
}

/** Seconds: none for a pod that runs nowhere or has ended, else as asked, as its spec says, or 30. */
function podGrace(object: StoredObject, options: DeleteOptions): number {
  const spec = fieldsOf(object['spec']);
  const { phase } = fieldsOf(object['status']);
  if (options.force === true || spec['nodeName'] === undefined || spec['nodeName'] === '') return 0;
  if (phase === 'Failed' || phase === 'Succeeded') return 0;
  const { terminationGracePeriodSeconds: own } = spec;
  const grace = options.gracePeriodSeconds ?? (typeof own === 'number' ? own : 30);
  return grace < 0 ? 1 : grace;
}

function withPropagation(object: StoredObject, { propagationPolicy }: DeleteOptions): StoredObject {
  if (propagationPolicy === undefined || object.metadata.deletionTimestamp !== undefined) return object;
  const others = (object.metadata.finalizers ?? []).filter(
    (name) => name !== 'orphan' && name !== 'foregroundDeletion',
  );
  const own = { Background: [], Foreground: ['foregroundDeletion'], Orphan: ['orphan'] }[propagationPolicy];
  const finalizers = [...others, ...own];
  return { ...object, metadata: { ...object.metadata, finalizers: finalizers.length === 0 ? undefined : finalizers } };
}

function checkPreconditions(object: StoredObject, options: DeleteOptions): void {
  const { uid, resourceVersion, name } = object.metadata;
  const { preconditionUid, preconditionResourceVersion } = options;
  if (preconditionUid !== undefined && preconditionUid !== uid) {
    const why = `the UID in the precondition (${preconditionUid}) does not match the UID in record (${uid})`;
    throw conflict(object.kind, name, `${why}. The object might have been deleted and then recreated`);
  }
  if (preconditionResourceVersion !== undefined && preconditionResourceVersion !== resourceVersion) {
    const why = `the ResourceVersion in the precondition (${preconditionResourceVersion}) does not match the ResourceVersion`;
    throw conflict(object.kind, name, `${why} in record (${resourceVersion}). The object might have been modified`);
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
