import { kinds } from '../../kinds/registry.ts';
import type { OwnerReference, StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import type { Key } from '../../store/store.ts';
import type { Context, ControllerPlan, Source } from '../controller.ts';
import { createGraph } from './graph.ts';
import type { Graph } from './graph.ts';
import { keyIn, keyOfOwner, parseKeyIn } from './key.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/**
 * Deletes what has lost its owners, and keeps an owner that is deleted with `Foreground` or `Orphan` until its
 * dependents are gone or let go (pkg/controller/garbagecollector).
 */
export function garbageCollector(context: Context): ControllerPlan {
  const graph = createGraph();
  return {
    name: 'garbage-collector',
    sources: kinds.filter(({ kind }) => kind !== 'Event').map(({ resource }) => sourceOf(graph, resource)),
    sync(key) {
      const stored = context.store.find(parseKeyIn(key));
      if (stored !== undefined) collect({ context, graph }, parseKeyIn(key), stored);
      return undefined;
    },
  };
}

interface Collection {
  context: Context;
  graph: Graph;
}

function sourceOf(graph: Graph, resource: string): Source {
  return {
    resource,
    keys(object, type) {
      const key = keyIn(resource, object);
      const gone = type === 'DELETED';
      graph.note(key, object, gone);
      const references = object.metadata.ownerReferences ?? [];
      if (!gone) return references.length > 0 || isWaiting(object) ? [key] : [];
      // Its dependents have lost an owner; an owner that waits for it may go.
      const owners = references.flatMap((reference) => keyOfOwner(reference, object) ?? []);
      return [
        ...graph.dependents(object.metadata.uid),
        ...owners.map((owner) => keyIn(owner.resource, { metadata: owner })),
      ];
    },
  };
}

function isWaiting({ metadata }: StoredObject): boolean {
  const held = metadata.finalizers?.some((name) => name === foreground || name === orphan) === true;
  return metadata.deletionTimestamp !== undefined && held;
}

function collect(collection: Collection, key: Key, object: StoredObject): void {
  const { finalizers = [] } = object.metadata;
  if (isWaiting(object) && finalizers.includes(orphan)) letGo(collection, key, object);
  else if (isWaiting(object)) deleteBefore(collection, key, object);
  // With both, it is a dependent on its way out, which needs no second push.
  else if (object.metadata.deletionTimestamp === undefined) deleteIfOwnerless(collection, key, object);
}

/** Orphan: the dependents stay, without this owner. */
function letGo({ context, graph }: Collection, key: Key, owner: StoredObject): void {
  for (const dependent of graph.dependents(owner.metadata.uid)) {
    dropOwners(context, parseKeyIn(dependent), [owner.metadata.uid]);
  }
  dropFinalizer(context, key, orphan);
}

/** Foreground: the dependents go first; those that do not block their owner may go after it. */
function deleteBefore(collection: Collection, key: Key, owner: StoredObject): void {
  const { context, graph } = collection;
  const { uid } = owner.metadata;
  for (const dependent of graph.dependents(uid)) {
    const found = context.store.find(parseKeyIn(dependent));
    if (found?.metadata.deletionTimestamp === undefined && found !== undefined) {
      deleteIfOwnerless(collection, parseKeyIn(dependent), found);
    }
  }
  const blocked = graph.dependents(uid).some((dependent) => {
    const references = context.store.find(parseKeyIn(dependent))?.metadata.ownerReferences ?? [];
    return references.some((reference) => reference.uid === uid && reference.blockOwnerDeletion === true);
  });
  if (!blocked) dropFinalizer(context, key, foreground);
}

function deleteIfOwnerless({ context, graph }: Collection, key: Key, object: StoredObject): void {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0) return;
  const states = references.map((reference) => ({ reference, state: stateOf(context, reference, object) }));
  const lost = states.filter(({ state }) => state !== 'there').map(({ reference }) => reference.uid);
  if (lost.length === 0) return;
  if (lost.length < references.length) {
    dropOwners(context, key, lost);
    return;
  }
  const waited = states.some(({ state }) => state === 'waits') && graph.dependents(object.metadata.uid).length > 0;
  const { finalizers = [] } = object.metadata;
  const own = finalizers.includes(orphan) ? 'Orphan' : finalizers.includes(foreground) ? 'Foreground' : 'Background';
  try {
    context.store.delete(key, {
      propagationPolicy: waited ? 'Foreground' : own,
      preconditionUid: object.metadata.uid,
    });
  } catch (thrown) {
    // Gone meanwhile, or another by the same name: nothing to collect.
    if (!(thrown instanceof StatusError) || !['NotFound', 'Conflict'].includes(thrown.reason)) throw thrown;
  }
}

function stateOf({ store }: Context, reference: OwnerReference, object: StoredObject): 'there' | 'gone' | 'waits' {
  const key = keyOfOwner(reference, object);
  // Of a kind that is not served nobody can say that it is gone.
  if (key === undefined) return 'there';
  const owner = store.find(key);
  if (owner?.metadata.uid !== reference.uid) return 'gone';
  return isWaiting(owner) && owner.metadata.finalizers?.includes(foreground) === true ? 'waits' : 'there';
}

function dropOwners({ store }: Context, key: Key, uids: string[]): void {
  store.modify(key, (found) => {
    const left = (found.metadata.ownerReferences ?? []).filter(({ uid }) => !uids.includes(uid));
    return { ...found, metadata: { ...found.metadata, ...list('ownerReferences', left) } };
  });
}

function dropFinalizer({ store }: Context, key: Key, name: string): void {
  store.modify(key, (found) => {
    const left = (found.metadata.finalizers ?? []).filter((finalizer) => finalizer !== name);
    return { ...found, metadata: { ...found.metadata, ...list('finalizers', left) } };
  });
}

/** An empty list is no field at all. */
function list<T>(name: string, items: T[]): Record<string, T[] | undefined> {
  return { [name]: items.length === 0 ? undefined : items };
}
