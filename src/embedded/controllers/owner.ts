import type { OwnerReference } from '../store/object.ts';
import type { AnyObject } from './models/object.ts';

type Owned = { metadata: { ownerReferences?: OwnerReference[] | undefined } };

/** The one owner that manages the object. */
export function controllerOf({ metadata }: Owned): OwnerReference | undefined {
  return metadata.ownerReferences?.find((reference) => reference.controller === true);
}

/** True when `owner` is the object's managing owner. */
export function isControlledBy(object: Owned, owner: { metadata: { uid: string } }): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** The reference that a managing owner puts on what it makes. */
export function controllerReference(owner: AnyObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner;
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true };
}
