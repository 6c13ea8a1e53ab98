import { isDeepStrictEqual } from 'node:util';
import type { StoredObject } from './object.ts';
import type { ResourceName } from './store.ts';

/** The kinds whose objects carry a generation (measured on Kubernetes 1.34: a Service or a ConfigMap has none). */
const counted = new Set([
  'pods',
  'deployments.apps',
  'replicasets.apps',
  'jobs.batch',
  'endpointslices.discovery.k8s.io',
]);

/** The generation of a new object; undefined for kinds without one. */
export function firstGeneration(resource: ResourceName): number | undefined {
  return counted.has(resource) ? 1 : undefined;
}

/** Grows with every change that is neither of metadata nor of the status. */
export function nextGeneration(before: StoredObject, after: StoredObject): number | undefined {
  const { generation } = before.metadata;
  if (generation === undefined) return undefined;
  return isDeepStrictEqual(wanted(before), wanted(after)) ? generation : generation + 1;
}

function wanted(object: StoredObject): Record<string, unknown> {
  const { metadata: _metadata, status: _status, spec, ...rest } = object;
  if (typeof spec !== 'object' || spec === null) return { ...rest, spec };
  // To bind a pod is no change of what is wanted: on kind its generation stays 1.
  const { nodeName: _nodeName, ...asked } = { nodeName: undefined, ...spec };
  return { ...rest, spec: asked };
}
