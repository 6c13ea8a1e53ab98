import type { ContainerRecord } from './container-state.ts';
import { isLost, terminatedOf } from './container-state.ts';
import { fullReference } from './image.ts';
import type { Container, Pod } from './pod.ts';
import { isSidecar } from './pod.ts';
import { qosClass } from './qos.ts';

export interface PodFacts {
  records: ReadonlyMap<string, ContainerRecord>;
  hostAddress: string;
  /** Undefined before the pod has its address. */
  podAddress: string | undefined;
  startTime: string;
  now: string;
  /** Set when the kubelet itself ends the pod, as for DeadlineExceeded. */
  failure?: { reason: string; message: string } | undefined;
  /** True once nothing will be started any more: a pod that was told to end has failed or succeeded, whatever its policy. */
  over?: boolean;
}

type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

interface ConditionWord {
  status: string;
  reason?: string | undefined;
  message?: string | undefined;
}

interface Condition extends ConditionWord {
  type: string;
  lastTransitionTime?: unknown;
  [field: string]: unknown;
}

/** The whole status of a pod as the kubelet writes it (pkg/kubelet/kubelet_pods.go, status/generate.go). */
export function podStatus(pod: Pod, facts: PodFacts): Record<string, unknown> {
  const phase = podPhase(pod, facts);
  const status = (container: Container) => containerStatus(container, facts.records.get(container.name));
  const { generation } = pod.metadata;
  return {
    ...pod.status,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    phase,
    ...facts.failure,
    // That a container was lost is found when the conditions are made already (pkg/kubelet/status TerminatePod).
    conditions: conditions(pod, [...facts.records.values()].some(isLost) ? 'Pending' : phase, facts),
    hostIP: facts.hostAddress,
    hostIPs: [{ ip: facts.hostAddress }],
    ...(facts.podAddress === undefined ? {} : { podIP: facts.podAddress, podIPs: [{ ip: facts.podAddress }] }),
    startTime: facts.startTime,
    ...(pod.spec.initContainers.length === 0 ? {} : { initContainerStatuses: pod.spec.initContainers.map(status) }),
    containerStatuses: pod.spec.containers.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(status),
    qosClass: qosClass(pod),
  };
}

function podPhase({ spec }: Pod, { records, failure, over = false }: PodFacts): Phase {
  const policy = over ? 'Never' : spec.restartPolicy;
  if (failure !== undefined) return 'Failed';
  const of = (container: Container) => records.get(container.name);
  const init = spec.initContainers.filter((each) => !isSidecar(each)).map(of);
  const sidecars = spec.initContainers.filter(isSidecar).map(of);
  if (policy === 'Never' && init.some((record) => (endCode(record) ?? 0) !== 0)) return 'Failed';
  if (init.some((record) => endCode(record) !== 0)) return 'Pending';
  const main = spec.containers.map(of);
  const ever = main.filter(
    (record) => record !== undefined && (record.containerId !== '' || terminatedOf(record) !== undefined),
  );
  if (ever.length < main.length) return 'Pending';
  if (sidecars.some((record) => record !== undefined && 'running' in record.state)) return 'Running';
  const codes = main.map(endCode);
  const stopped = codes.filter((code) => code !== undefined);
  if (stopped.length < main.length || policy === 'Always') return 'Running';
  if (stopped.every((code) => code === 0)) return 'Succeeded';
  return policy === 'Never' ? 'Failed' : 'Running';
}

function endCode(record: ContainerRecord | undefined): number | undefined {
  return record === undefined ? undefined : terminatedOf(record)?.exitCode;
}

function conditions(pod: Pod, phase: Phase, { records, podAddress, now, over: ended }: PodFacts): Condition[] {
  const over = phase === 'Succeeded' || phase === 'Failed';
  const begun = pod.spec.containers.some(({ name }) => (records.get(name)?.containerId ?? '') !== '');
  const pending = pod.spec.initContainers
    .filter((each) => !begun && !isInitialized(each, records.get(each.name)))
    .map(({ name }) => name);
  const lasting = [...pod.spec.initContainers.filter(isSidecar), ...pod.spec.containers];
  const unready = lasting.filter(({ name }) => records.get(name)?.ready !== true).map(({ name }) => name);
  const initialized: ConditionWord =
    phase === 'Succeeded'
      ? { status: 'True', reason: 'PodCompleted' }
      : pending.length === 0
        ? { status: 'True' }
        : {
            status: 'False',
            reason: 'ContainersNotInitialized',
            message: `containers with incomplete status: [${pending.join(' ')}]`,
          };
  const ready: ConditionWord = over
    ? { status: 'False', reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
    : unready.length === 0
      ? { status: 'True' }
      : {
          status: 'False',
          reason: 'ContainersNotReady',
          message: `containers with unready status: [${unready.join(' ')}]`,
        };
  const wanted: Condition[] = [
    { type: 'PodReadyToStartContainers', status: podAddress !== undefined && !ended ? 'True' : 'False' },
    { type: 'Initialized', ...initialized },
    { type: 'Ready', ...ready },
    { type: 'ContainersReady', ...ready },
  ];
  const before = conditionsOf(pod);
  const scheduled = before.find(({ type }) => type === 'PodScheduled');
  if (scheduled !== undefined) wanted.push(scheduled);
  const own = wanted.map((condition) => dated(condition, before, now, pod.metadata.generation));
  return [...own, ...before.filter(({ type }) => !wanted.some((condition) => condition.type === type))];
}

function isInitialized(container: Container, record: ContainerRecord | undefined): boolean {
  return isSidecar(container) ? record?.started === true : endCode(record) === 0;
}

/** A condition keeps the time of its last change of status. */
function dated(condition: Condition, before: Condition[], now: string, generation: number | undefined): Condition {
  const old = before.find(({ type }) => type === condition.type);
  const since = old?.status === condition.status ? old.lastTransitionTime : undefined;
  const { type, status, reason, message } = condition;
  return {
    type,
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    status,
    lastProbeTime: null,
    lastTransitionTime: since ?? now,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

function conditionsOf({ status }: Pod): Condition[] {
  const list: unknown = status['conditions'];
  return Array.isArray(list) ? list.filter(isCondition) : [];
}

function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && 'type' in value && 'status' in value;
}

function containerStatus(container: Container, record: ContainerRecord | undefined): Record<string, unknown> {
  if (record === undefined) throw new Error(`no record of container ${container.name}`);
  const { requests, limits } = container.resources;
  const made = record.containerId !== '';
  return {
    name: container.name,
    state: record.state,
    lastState: record.last === undefined ? {} : { terminated: record.last },
    ready: record.ready,
    restartCount: record.restartCount,
    image: made ? fullReference(container.image) : container.image,
    imageID: record.imageId,
    ...(made ? { containerID: record.containerId } : {}),
    started: record.started,
    ...(made && Object.keys(requests).length > 0 ? { allocatedResources: requests } : {}),
    ...(made
      ? {
          resources: {
            ...(Object.keys(limits).length === 0 ? {} : { limits }),
            ...(Object.keys(requests).length === 0 ? {} : { requests }),
          },
        }
      : {}),
    ...(container.volumeMounts.length === 0 ? {} : { volumeMounts: container.volumeMounts.map(mountStatus) }),
    ...(record.user === undefined ? {} : { user: userStatus(record.user) }),
  };
}

function mountStatus({ name, mountPath, readOnly }: Container['volumeMounts'][number]): Record<string, unknown> {
  return { name, mountPath, ...(readOnly ? { readOnly, recursiveReadOnly: 'Disabled' } : {}) };
}

function userStatus({ user, group, groups }: NonNullable<ContainerRecord['user']>): Record<string, unknown> {
  return { linux: { uid: user, gid: group, supplementalGroups: groups } };
}
