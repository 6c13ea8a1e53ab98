import { kindByName } from '../../kinds/registry.ts';
import type { OwnerReference, StoredObject } from '../../store/object.ts';
import type { Key, ResourceName } from '../../store/store.ts';
import { keyOf, parseKey } from '../controller.ts';

/** `resource|namespace/name`: garbage collection looks at objects of all kinds. */
export function keyIn(resource: ResourceName, object: { metadata: { namespace?: string; name: string } }): string {
  return `${resource}|${keyOf(object)}`;
}

export function parseKeyIn(key: string): Key {
  const bar = key.indexOf('|');
  return parseKey(key.slice(0, bar), key.slice(bar + 1));
}

/** Where an object's owner would be; undefined for a kind that this cluster does not serve. */
export function keyOfOwner(reference: OwnerReference, { metadata }: StoredObject): Key | undefined {
  const kind = kindByName(reference.apiVersion, reference.kind);
  if (kind === undefined) return undefined;
  const namespace = kind.namespaced ? metadata.namespace : undefined;
  return { resource: kind.resource, namespace, name: reference.name };
}
