/** A Kubernetes object as the embedded cluster keeps it: plain JSON, as it goes over the wire. */
export interface StoredObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
  [field: string]: unknown;
}

export interface ObjectMetadata {
  name: string;
  generateName?: string;
  namespace?: string;
  uid: string;
  /** A number that grows with every change of any object, as text. */
  resourceVersion: string;
  /** Grows when the spec changes, not with status or metadata. */
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  [field: string]: unknown;
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** An object on its way in: what the store sets itself may be missing. */
export interface NewObject {
  apiVersion: string;
  kind: string;
  metadata: Partial<ObjectMetadata>;
  [field: string]: unknown;
}
