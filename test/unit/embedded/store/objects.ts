import { StatusError } from '../../../../src/embedded/store/status-error.ts';
import type { NewObject, StoredObject } from '../../../../src/embedded/store/object.ts';
import type { Selection, Store, StoreEvent } from '../../../../src/embedded/store/store.ts';

export function pod(name: string, labels: Record<string, string> = {}, spec: object = {}): NewObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'lab', labels }, spec };
}

export function configMap(name: string, data: Record<string, string> = {}): NewObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'lab' }, data };
}

export const podKey = (name: string) => ({ resource: 'pods', namespace: 'lab', name });
export const configMapKey = (name: string) => ({ resource: 'configmaps', namespace: 'lab', name });

/** The object with other metadata. */
export function withMetadata<T extends NewObject>(object: T, metadata: Partial<StoredObject['metadata']>): T {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}

/** The refusal that a call ends with, as "code reason: message". */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof StatusError) return `${thrown.code} ${thrown.reason}: ${thrown.message}`;
    throw thrown;
  }
  return 'nothing was thrown';
}

/** The events of a watch so far, as "TYPE name". */
export function follow(store: Store, selection: Selection, resourceVersion?: string): string[] {
  const heard: string[] = [];
  store.watch(selection, { resourceVersion }, (event: StoreEvent) => {
    heard.push(`${event.type} ${event.object.metadata.name}`);
  });
  return heard;
}
