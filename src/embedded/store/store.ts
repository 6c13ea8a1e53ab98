import type { NewObject, StoredObject } from './object.ts';

/** Names all objects of a kind by its plural, and its group where it has one: `pods`, `deployments.apps`. */
export type ResourceName = string;

export interface Key {
  resource: ResourceName;
  /** Absent for kinds without a namespace. */
  namespace?: string | undefined;
  name: string;
}

export interface Selection {
  resource: ResourceName;
  /** Absent: all namespaces. */
  namespace?: string | undefined;
  /** As in a query: "app=x,tier in (a,b),!old". */
  labelSelector?: string | undefined;
  /** As in a query: "metadata.name=x,status.phase!=Running,involvedObject.uid=…". */
  fieldSelector?: string | undefined;
}

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: StoredObject;
}

interface WriteOptions {
  /** Does everything but keep the result. */
  dryRun?: boolean | undefined;
}

export interface DeleteOptions extends WriteOptions {
  /** A grace period of 0: the kubelet's word that a pod is gone. Finalizers still hold. */
  force?: boolean | undefined;
  gracePeriodSeconds?: number | undefined;
  preconditionUid?: string | undefined;
  preconditionResourceVersion?: string | undefined;
  /** `Foreground` and `Orphan` leave their finalizer, `foregroundDeletion` or `orphan`, to garbage collection. */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' | undefined;
}

/**
 * All objects of the cluster, in memory. Every write is atomic and gives the object as it is now; objects that come out
 * are never shared: they are frozen or copies. Errors are StatusError with the API server's own reasons and texts.
 */
export interface Store {
  /** Throws AlreadyExists; fills uid, resourceVersion, generation 1, creationTimestamp, and name from generateName. */
  create(resource: ResourceName, object: NewObject, options?: WriteOptions): StoredObject;
  /** Throws NotFound. */
  get(key: Key): StoredObject;
  find(key: Key): StoredObject | undefined;
  /**
   * By namespace and name. With `at` as all was at that version: throws Expired (410) for one too old, Timeout (504) for
   * one that is still to come.
   */
  list(selection: Selection, options?: { at?: number | undefined }): { items: StoredObject[]; resourceVersion: string };
  /**
   * Replaces an object. Throws Conflict when `object.metadata.resourceVersion` is set and is not the present one.
   * `status` writes the status alone, otherwise everything but the status; no change writes nothing.
   */
  update(resource: ResourceName, object: StoredObject, part?: 'status' | 'spec', options?: WriteOptions): StoredObject;
  /** Reads, changes and writes with retries on Conflict; gives undefined when the object is gone. */
  modify(key: Key, change: (object: StoredObject) => StoredObject, part?: 'status' | 'spec'): StoredObject | undefined;
  /**
   * Starts or completes a deletion: with finalizers or, for pods, a grace period left it only sets deletionTimestamp.
   * Gives the object as it is now, or was last. Throws NotFound, and Conflict for a precondition that does not hold.
   */
  delete(key: Key, options?: DeleteOptions): StoredObject;
  /**
   * Calls `listener` for every change after `resourceVersion` (absent: ADDED for all that is there, then changes).
   * A selector that an object enters or leaves gives ADDED or DELETED. Throws Expired (410) for a version too old.
   */
  watch(
    selection: Selection,
    options: { resourceVersion?: string | undefined },
    listener: (event: StoreEvent) => void,
  ): () => void;
  /** The newest resourceVersion. */
  readonly resourceVersion: string;
}
