import type { NewObject, StoredObject } from './object.ts';
import { forbidden } from './status-errors.ts';
import type { ResourceName, Store } from './store.ts';

/** Gives a new namespace what every one has: its phase, its name as a label, and the finalizer that empties it first. */
export function withNamespaceLife(object: NewObject): NewObject {
  if (object.kind !== 'Namespace') return object;
  const { name, labels } = object.metadata;
  const named: Record<string, string> = name === undefined ? {} : { 'kubernetes.io/metadata.name': name };
  return {
    ...object,
    metadata: { ...object.metadata, labels: { ...labels, ...named } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

/**
 * Throws Forbidden for a new object in a namespace that is being deleted: without it, controllers would fill it again
 * for ever (admission plugin NamespaceLifecycle). A namespace that is not there is the API's to refuse.
 */
export function checkNamespaceOpen(store: Store, resource: ResourceName, object: StoredObject): void {
  const { namespace, name } = object.metadata;
  if (namespace === undefined) return;
  const found = store.find({ resource: 'namespaces', name: namespace });
  if (found?.metadata.deletionTimestamp === undefined) return;
  const message = `namespace ${namespace} is being terminated`;
  const cause = { reason: 'NamespaceTerminating', message, field: 'metadata.namespace' };
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(resource, name, why, [cause]);
}
