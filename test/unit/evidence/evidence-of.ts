import { noOthers } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import type { KernelKill, MemorySample } from '../../../src/evidence/memory.ts';
import type { ContainerStatus, KubeEvent, Pod, TerminatedState } from '../../../src/evidence/objects.ts';

/** 10:00:00, the time at which the made-up evidence begins. */
export const start = Date.parse('2026-03-01T10:00:00Z');
export const idA = 'a'.repeat(64);
export const idB = 'b'.repeat(64);

export function evidenceOf(parts: Partial<Evidence> = {}): Evidence {
  return {
    cluster: 'kind-lab',
    namespace: 'shop',
    collectedAt: start + 60_000,
    missing: [],
    pods: [],
    deployments: [],
    events: [],
    nodes: [],
    others: noOthers(),
    logs: [],
    memory: [],
    kernelKills: [],
    oomCounts: [],
    endings: [],
    ...parts,
  };
}

export function at(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function terminated(exitCode: number, reason: string, more: Partial<TerminatedState> = {}): TerminatedState {
  return { exitCode, reason, startedAt: at(0), finishedAt: at(20), containerID: `containerd://${idA}`, ...more };
}

/** A pod of the ReplicaSet ledger-5d4f8, with one container `app` under 128Mi whose first instance ended as given. */
export function podOf(
  last: TerminatedState | undefined,
  { name = 'ledger-5d4f8-x2x2x', status = {}, container = {} }: PodParts = {},
): Pod {
  return {
    metadata: {
      name,
      namespace: 'shop',
      uid: '11111111-2222-3333-4444-555555555555',
      labels: { 'pod-template-hash': '5d4f8' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'ledger-5d4f8', uid: 'rs', controller: true }],
    },
    spec: { containers: [{ name: 'app', resources: { limits: { memory: '128Mi' } }, ...container }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          restartCount: last === undefined ? 0 : 1,
          containerID: `containerd://${idB}`,
          state: { running: { startedAt: at(last === undefined ? 0 : 21) } },
          ...(last === undefined ? {} : { lastState: { terminated: last } }),
          ...status,
        },
      ],
    },
  };
}

interface PodParts {
  name?: string;
  status?: Partial<ContainerStatus>;
  container?: Partial<Pod['spec']['containers'][number]>;
}

export function killOf(containerId: string, seconds: number): KernelKill {
  const time = start + seconds * 1000;
  const cgroup = `/kubepods/burstable/pod11111111-2222-3333-4444-555555555555/${containerId}`;
  return {
    time,
    containerId,
    constraint: 'CONSTRAINT_MEMCG',
    process: 'node',
    pid: 7691,
    anonRss: 132_513_792,
    lines: [
      `[ 1292.666578] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=${containerId},mems_allowed=0,oom_memcg=${cgroup},task_memcg=${cgroup},task=node,pid=7691,uid=0`,
      '[ 1292.666613] Memory cgroup out of memory: Killed process 7691 (node) total-vm:1527700kB, anon-rss:129408kB, file-rss:41556kB, shmem-rss:0kB, UID:0 pgtables:900kB oom_score_adj:999',
    ],
  };
}

export function killingEvent(message: string, seconds: number, pod = 'ledger-5d4f8-x2x2x'): KubeEvent {
  return {
    metadata: { name: `${pod}.killing`, namespace: 'shop' },
    involvedObject: { kind: 'Pod', name: pod, fieldPath: 'spec.containers{app}' },
    type: 'Normal',
    reason: 'Killing',
    message,
    count: 1,
    firstTimestamp: at(seconds),
    lastTimestamp: at(seconds),
  };
}

/** Samples at 4 Hz under 128 MiB; `shape` gives MiB for each second since the start of the instance. */
export function samplesOf(
  shape: (seconds: number) => number,
  { from = 0, to = 20, restart = 0, hertz = 4 }: { from?: number; to?: number; restart?: number; hertz?: number } = {},
): MemorySample[] {
  return Array.from({ length: Math.floor((to - from) * hertz) + 1 }, (_, index) => {
    const bytes = Math.round(shape(index / hertz) * 2 ** 20);
    const time = start + from * 1000 + Math.round((index * 1000) / hertz);
    return { time, usage: bytes, workingSet: bytes, rss: bytes, limit: 128 * 2 ** 20, restart };
  });
}
