import { z } from 'zod';
import type { StoredObject } from '../../store/object.ts';
import type { Selection, Store } from '../../store/store.ts';

const ownerReference = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional(),
  blockOwnerDeletion: z.boolean().optional(),
});

const labels = z.record(z.string(), z.string()).optional();

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.number().optional(),
  creationTimestamp: z.string(),
  deletionTimestamp: z.string().optional(),
  deletionGracePeriodSeconds: z.number().optional(),
  labels,
  annotations: labels,
  ownerReferences: z.array(ownerReference).optional(),
  finalizers: z.array(z.string()).optional(),
});

/** What controllers read of any object; the rest stays as it is. */
export const object = z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata });
export type AnyObject = z.infer<typeof object>;

/** A condition as most kinds have it. */
export const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().nullish(),
});

export const podTemplate = z.looseObject({
  metadata: z.looseObject({ labels, annotations: labels, finalizers: z.array(z.string()).optional() }).optional(),
  spec: z.looseObject({}),
});
export type PodTemplate = z.infer<typeof podTemplate>;

export const labelSelector = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).optional(),
  matchExpressions: z
    .array(z.looseObject({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
});
export type LabelSelector = z.infer<typeof labelSelector>;

/** Gives the object as its schema has it. */
export type View<T> = (stored: StoredObject) => T;

/** A view that parses each stored object once: what is stored never changes. */
export function viewOf<T>(schema: z.ZodType<T>): View<T> {
  const seen = new WeakMap<StoredObject, T>();
  return (stored) => {
    const known = seen.get(stored) ?? schema.parse(stored);
    seen.set(stored, known);
    return known;
  };
}

export const readObject = viewOf(object);

/** All objects of a selection, parsed. */
export function listOf<T>(store: Store, view: View<T>, selection: Selection): T[] {
  return store.list(selection).items.map(view);
}
