import { affinityTypes } from '../types/affinity.ts';
import { autoscalerTypes } from '../types/autoscaler.ts';
import { configurationTypes } from '../types/configuration.ts';
import { containerTypes } from '../types/container.ts';
import { deploymentTypes } from '../types/deployment.ts';
import { endpointSliceTypes } from '../types/endpoint-slice.ts';
import { eventTypes } from '../types/event.ts';
import { jobTypes } from '../types/job.ts';
import { leaseTypes } from '../types/lease.ts';
import { metaTypes } from '../types/meta.ts';
import { metricTypes } from '../types/metric.ts';
import { namespaceTypes } from '../types/namespace.ts';
import { nodeTypes } from '../types/node.ts';
import { persistentVolumeClaimTypes } from '../types/persistent-volume-claim.ts';
import { podStatusTypes } from '../types/pod-status.ts';
import { podTypes } from '../types/pod.ts';
import { probeTypes } from '../types/probe.ts';
import { quotaTypes } from '../types/quota.ts';
import { remoteVolumeTypes } from '../types/remote-volume.ts';
import { replicaSetTypes } from '../types/replica-set.ts';
import { serviceTypes } from '../types/service.ts';
import { statefulSetTypes } from '../types/stateful-set.ts';
import { volumeTypes } from '../types/volume.ts';

/** All structs that the kinds are made of. Names are the API's own, and unique across its groups. */
export const structTexts = {
  ...affinityTypes,
  ...autoscalerTypes,
  ...configurationTypes,
  ...containerTypes,
  ...deploymentTypes,
  ...endpointSliceTypes,
  ...eventTypes,
  ...jobTypes,
  ...leaseTypes,
  ...metaTypes,
  ...metricTypes,
  ...namespaceTypes,
  ...nodeTypes,
  ...persistentVolumeClaimTypes,
  ...podStatusTypes,
  ...podTypes,
  ...probeTypes,
  ...quotaTypes,
  ...remoteVolumeTypes,
  ...replicaSetTypes,
  ...serviceTypes,
  ...statefulSetTypes,
  ...volumeTypes,
};

export type StructName = keyof typeof structTexts;

/** Structs that server-side apply owns whole (`x-kubernetes-map-type: atomic`). */
export const atomicStructs: ReadonlySet<string> = new Set<StructName>([
  'OwnerReference',
  'LabelSelector',
  'ObjectReference',
  'LocalObjectReference',
  'TypedLocalObjectReference',
  'NodeSelectorTerm',
  'NodeSelector',
  'ConfigMapKeySelector',
  'ObjectFieldSelector',
  'FileKeySelector',
  'ResourceFieldSelector',
  'SecretKeySelector',
  'ScopeSelector',
  'EndpointPort',
]);
