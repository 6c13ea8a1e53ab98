import { setLimitRangeDefaults, setSecretDefaults } from '../defaults/configuration.ts';
import { setPodDefaults } from '../defaults/pod.ts';
import { qualityOfService } from '../defaults/quality-of-service.ts';
import { keepServiceAddress, setEndpointSliceDefaults, setServiceDefaults } from '../defaults/service.ts';
import {
  setAutoscalerDefaults,
  setDeploymentDefaults,
  setJobDefaults,
  setReplicaSetDefaults,
  setStatefulSetDefaults,
} from '../defaults/workloads.ts';
import type { KindInfo } from '../kind-info.ts';
import { autoscalerProblems } from '../validation/autoscaler.ts';
import {
  configMapChangeProblems,
  configMapProblems,
  secretChangeProblems,
  secretProblems,
} from '../validation/configuration.ts';
import { deploymentProblems } from '../validation/deployment.ts';
import { jobChangeProblems, jobProblems } from '../validation/job.ts';
import { endpointSliceProblems } from '../validation/endpoint-slice.ts';
import { eventProblems } from '../validation/event.ts';
import { leaseProblems } from '../validation/lease.ts';
import { claimProblems } from '../validation/persistent-volume-claim.ts';
import { podChangeProblems, podProblems } from '../validation/pod.ts';
import { limitRangeProblems, resourceQuotaProblems } from '../validation/quota.ts';
import { serviceChangeProblems, serviceProblems } from '../validation/service.ts';
import { replicaSetProblems, selectorChangeProblems, statefulSetProblems } from '../validation/workloads.ts';
import { content, type Content } from './content.ts';

const contents: Record<string, Content> = {
  Namespace: content('Namespace', {}),
  Node: content('Node', {}),
  Pod: content('Pod', {
    setDefaults: setPodDefaults,
    firstStatus: ({ spec }) => ({ phase: 'Pending', qosClass: qualityOfService(spec) }),
    validate: podProblems,
    validateUpdate: podChangeProblems,
  }),
  ConfigMap: content('ConfigMap', { validate: configMapProblems, validateUpdate: configMapChangeProblems }),
  Secret: content('Secret', {
    setDefaults: setSecretDefaults,
    validate: secretProblems,
    validateUpdate: secretChangeProblems,
  }),
  Service: content('Service', {
    setDefaults: setServiceDefaults,
    firstStatus: () => ({ loadBalancer: {} }),
    carryOver: keepServiceAddress,
    validate: serviceProblems,
    validateUpdate: serviceChangeProblems,
  }),
  ServiceAccount: content('ServiceAccount', {}),
  Event: content('Event', { validate: eventProblems }),
  ResourceQuota: content('ResourceQuota', { firstStatus: () => ({}), validate: resourceQuotaProblems }),
  LimitRange: content('LimitRange', { setDefaults: setLimitRangeDefaults, validate: limitRangeProblems }),
  PersistentVolumeClaim: content('PersistentVolumeClaim', {
    setDefaults: ({ spec }) => void (spec === undefined ? undefined : (spec.volumeMode ??= 'Filesystem')),
    firstStatus: () => ({ phase: 'Pending' }),
    validate: claimProblems,
  }),
  Deployment: content('Deployment', {
    setDefaults: setDeploymentDefaults,
    firstStatus: () => ({}),
    validate: deploymentProblems,
    validateUpdate: ({ spec }, old) => selectorChangeProblems(spec, old.spec),
  }),
  ReplicaSet: content('ReplicaSet', {
    setDefaults: setReplicaSetDefaults,
    firstStatus: () => ({ replicas: 0 }),
    validate: replicaSetProblems,
    validateUpdate: ({ spec }, old) => selectorChangeProblems(spec, old.spec),
  }),
  StatefulSet: content('StatefulSet', {
    setDefaults: setStatefulSetDefaults,
    firstStatus: () => ({ replicas: 0, availableReplicas: 0 }),
    validate: statefulSetProblems,
    validateUpdate: ({ spec }, old) => selectorChangeProblems(spec, old.spec),
  }),
  Job: content('Job', {
    setDefaults: setJobDefaults,
    firstStatus: () => ({}),
    validate: jobProblems,
    validateUpdate: jobChangeProblems,
  }),
  EndpointSlice: content('EndpointSlice', { setDefaults: setEndpointSliceDefaults, validate: endpointSliceProblems }),
  HorizontalPodAutoscaler: content('HorizontalPodAutoscaler', {
    setDefaults: setAutoscalerDefaults,
    firstStatus: () => ({ desiredReplicas: 0 }),
    validate: autoscalerProblems,
  }),
  Lease: content('Lease', { validate: leaseProblems }),
};

/** Throws for a kind that is not in the registry. */
export function contentOf({ kind }: KindInfo): Content {
  const found = contents[kind];
  if (found === undefined) throw new Error(`${kind} has no content`);
  return found;
}
