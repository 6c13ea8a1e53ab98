/** Cases to judge: an incident that died after 10 s under 128 MiB, and an aftermath that a test spoils in one way. */
import type { Death } from '../../../src/evidence/death.ts';
import type { MemorySample } from '../../../src/evidence/memory.ts';
import type { Aftermath, Baseline, Guarded, Instance, JudgeOptions } from '../../../src/verify/case.ts';
import { generator } from '../trend/series.ts';

export const MiB = 2 ** 20;
/** When the remedy was applied, in milliseconds. */
export const remedyAt = 1_800_000_000_000;
/** A week, a hundred times as fast. */
export const options: JudgeOptions = { speedup: 100, horizonSeconds: 7 * 86_400 };

export function guarded(changes: Partial<Guarded> = {}): Guarded {
  return {
    workload: { kind: 'Deployment', name: 'data-processor' },
    replicas: 1,
    containers: [container()],
    services: ['data-processor'],
    ...changes,
  };
}

export function container(changes: Partial<Guarded['containers'][number]> = {}): Guarded['containers'][number] {
  return {
    name: 'processor',
    memoryLimit: 128 * MiB,
    probes: {
      liveness: { patienceSeconds: 30, handler: 'httpGet' },
      readiness: { patienceSeconds: 10, handler: 'httpGet' },
    },
    ...changes,
  };
}

export function baseline(changes: Partial<Baseline> = {}): Baseline {
  const deaths = [
    death({ pod: 'old-pod', containerId: 'old', startedAt: remedyAt - 30_000, finishedAt: remedyAt - 20_000 }),
  ];
  return {
    guarded: guarded(),
    memory: true,
    sightings: ['container app died by an OOM kill'],
    pods: ['old-pod'],
    deaths,
    timesToFailure: [10],
    workRate: 1000,
    ...changes,
  };
}

/** A bounded buffer: filled after two seconds, flat at 50 MiB, watched for half a minute. */
export function aftermath(changes: Partial<Aftermath> = {}): Aftermath {
  return {
    remedy: { outcome: 'applied', detail: '' },
    rolloutComplete: true,
    rolloutDetail: '1 of 1 pods available',
    watchedSeconds: 30,
    guarded: guarded(),
    nodeMemory: 8 * 1024 * MiB,
    instances: [instance()],
    invariants: [{ name: 'takes new events', held: true, expected: '202', got: '202' }],
    workRate: 990,
    environment: [],
    ...changes,
  };
}

export function death(changes: Partial<Death> = {}): Death {
  return {
    pod: 'new-pod',
    container: 'processor',
    containerId: 'new',
    restart: 0,
    startedAt: remedyAt,
    finishedAt: remedyAt + 10_000,
    exitCode: 137,
    reason: 'OOMKilled',
    message: null,
    oom: 'proven',
    proof: [],
    ...changes,
  };
}

export function instance(changes: Partial<Instance> = {}): Instance {
  return {
    pod: 'new-pod',
    container: 'processor',
    containerId: 'new',
    startedAt: remedyAt,
    endedAt: null,
    death: null,
    childKills: [],
    replaced: false,
    samples: memory({}),
    ...changes,
  };
}

/** One that died `after` seconds from its start, `from` seconds after the remedy. */
export function died(after: number, changes: Partial<Death> = {}, from = 0): Instance {
  const startedAt = remedyAt + from * 1000;
  const ended = death({ startedAt, finishedAt: startedAt + after * 1000, containerId: `died-${from}`, ...changes });
  const { pod, containerId, finishedAt } = ended;
  const samples = memory({ seconds: after, from, perSecond: (100 * MiB) / after });
  return instance({ pod, containerId, startedAt, endedAt: finishedAt, death: ended, samples });
}

interface Curve {
  seconds?: number;
  /** Seconds from the remedy to the start. */
  from?: number;
  /** Bytes where it levels off or begins to climb, and how fast it climbs. */
  floor?: number;
  perSecond?: number;
  limit?: number | null;
  /** Page cache and shared memory beside it: how fast that grows. */
  otherPerSecond?: number;
}

/** Samples at 4 Hz: a start of a second or so, small collections, a little noise. */
export function memory(curve: Curve): MemorySample[] {
  const { seconds = 30, from = 0, floor = 50 * MiB, perSecond = 0, limit = 128 * MiB, otherPerSecond = 0 } = curve;
  const random = generator(7);
  return Array.from({ length: Math.floor(seconds * 4) }, (_, index) => {
    const at = index / 4;
    const teeth = ((at * 0.7) % 1) * 4 * MiB;
    const start = perSecond === 0 ? 35 * MiB * Math.exp(-at / 0.6) : 0;
    const rss = floor + perSecond * at + teeth - start + random() * MiB;
    const other = 20 * MiB + otherPerSecond * at;
    return { time: remedyAt + (from + at) * 1000, usage: rss + other, workingSet: rss + other, rss, limit, restart: 0 };
  });
}
