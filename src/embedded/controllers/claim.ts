import { z } from 'zod';
import type { StoredObject } from '../store/object.ts';
import type { ResourceName, Store } from '../store/store.ts';
import { keyOf, locate } from './controller.ts';
import { isEmpty, matches } from './labels.ts';
import { labelSelector, listOf, object, viewOf } from './models/object.ts';
import type { AnyObject, LabelSelector } from './models/object.ts';
import { controllerOf, controllerReference } from './owner.ts';

/**
 * The objects that are the owner's: those it owns and selects. A matching orphan is adopted; one that no longer matches
 * is let go (pkg/controller/controller_ref_manager.go). Owners on their way out adopt and release nothing.
 */
export function claim<T extends AnyObject>(
  store: Store,
  resource: ResourceName,
  owner: AnyObject & { spec: { selector: LabelSelector } },
  objects: T[],
): T[] {
  return objects.filter((object) => {
    const controller = controllerOf(object);
    const matching = matches(owner.spec.selector, object.metadata.labels);
    const leaving = owner.metadata.deletionTimestamp !== undefined;
    if (controller !== undefined) {
      if (controller.uid !== owner.metadata.uid) return false;
      if (!matching && !leaving) release(store, resource, owner, object);
      return matching;
    }
    if (!matching || leaving || object.metadata.deletionTimestamp !== undefined) return false;
    adopt(store, resource, owner, object);
    return true;
  });
}

/** The keys of those who may want an object: its managing owner, or for an orphan all whose selector matches. */
export function claimants(
  store: Store,
  { resource, kind }: { resource: ResourceName; kind: string },
  { metadata }: StoredObject,
): string[] {
  const { namespace } = metadata;
  const controller = controllerOf({ metadata });
  if (controller !== undefined) {
    return controller.kind === kind ? [keyOf({ metadata: { namespace, name: controller.name } })] : [];
  }
  return listOf(store, readSelecting, { resource, namespace })
    .filter(({ spec }) => !isEmpty(spec.selector) && matches(spec.selector, metadata.labels))
    .map(keyOf);
}

const readSelecting = viewOf(object.extend({ spec: z.looseObject({ selector: labelSelector }) }));

function adopt(store: Store, resource: ResourceName, owner: AnyObject, object: AnyObject) {
  store.modify(locate(resource, object), (found) => ({
    ...found,
    metadata: {
      ...found.metadata,
      ownerReferences: [...(found.metadata.ownerReferences ?? []), controllerReference(owner)],
    },
  }));
}

function release(store: Store, resource: ResourceName, owner: AnyObject, object: AnyObject) {
  store.modify(locate(resource, object), (found) => ({
    ...found,
    metadata: {
      ...found.metadata,
      ownerReferences: (found.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid),
    },
  }));
}
