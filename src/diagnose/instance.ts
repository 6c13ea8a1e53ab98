import type { Death } from '../evidence/death.ts';
import { nearDeath, parseTime } from '../evidence/death-window.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { KernelKill, MemorySample } from '../evidence/memory.ts';
import type { Container, ContainerStatus, Pod } from '../evidence/objects.ts';
import { parseQuantity } from '../shared/quantity.ts';
import { readCurve } from './curve.ts';
import { wasEverReady } from './ever-ready.ts';
import type { Curve } from './curve.ts';
import { burstIn, wasInProgress } from './load-burst.ts';

/** What a burst has left undone meets the life that begins so many milliseconds after it, or sooner. */
const backlog = 10_000;

/** One life of one container, from start to end: what the status, the kernel and the curve say of it. */
export interface Instance {
  pod: string;
  container: string;
  restart: number;
  /** Milliseconds since the Unix epoch; the start is that of the first sample where the status does not hold it. */
  startedAt: number;
  /** Null while it lives. */
  endedAt: number | null;
  death: Death | null;
  /** The kernel's kill that ended it, where the kernel's log has one. */
  kill: KernelKill | null;
  /** Bytes; null where it has no limit. */
  limit: number | null;
  curve: Curve;
}

/** Seconds that the instance lived, up to `now` while it does. */
export function lifetime({ startedAt, endedAt }: Instance, now: number): number {
  return Math.max(0, ((endedAt ?? now) - startedAt) / 1000);
}

/** Ended by an OOM kill, as far as is known. */
export function wasOomKilled({ death, kill }: Instance): boolean {
  if (death === null) return kill !== null;
  return death.oom === 'proven' || death.oom === 'reported' || death.oom === 'likely';
}

/** All lives of one container of one pod that left a trace, oldest first. */
export function instancesOf(pod: Pod, spec: Container, evidence: Evidence, deaths: readonly Death[]): Instance[] {
  const name = pod.metadata.name;
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  const status = statuses.find((status) => status.name === spec.name);
  const ownDeaths = new Map<number, Death>();
  for (const death of deaths)
    if (death.pod === name && death.container === spec.name) ownDeaths.set(death.restart, death);
  const samples = samplesByRestart(evidence, name, spec.name);
  const restarts = new Set([
    ...samples.keys(),
    ...ownDeaths.keys(),
    ...(status === undefined ? [] : [status.restartCount]),
  ]);
  const kills = { all: evidence.kernelKills, inPod: killsIn(pod, evidence.kernelKills) };
  const newest = Math.max(...restarts);
  const lives = [...restarts]
    .sort((a, b) => a - b)
    .flatMap((restart) => {
      const found = {
        samples: samples.get(restart) ?? [],
        death: ownDeaths.get(restart) ?? null,
        newest: restart === newest,
        everReady: spec.readinessProbe === undefined || wasEverReady(pod) !== false,
        memoryVolume: hasMemoryVolume(pod),
        load: evidence.load,
      };
      const instance = instanceOf(name, spec, restart, found, status, kills);
      return instance === undefined ? [] : [instance];
    });
  return hasMemoryVolume(pod) ? lives.map((life, index) => withoutHeritage(life, lives.slice(0, index))) : lives;
}

/**
 * A memory-backed volume outlives the container, and its files count against the next one from its first moment: a life at
 * the limit after one that grew there says nothing of its own (kubernetes/kubernetes#128339).
 */
function withoutHeritage(life: Instance, earlier: readonly Instance[]): Instance {
  const inherits = life.curve.behaviour === 'at-limit' && earlier.some(({ curve }) => curve.behaviour === 'grows');
  return inherits ? { ...life, curve: { ...life.curve, behaviour: 'unseen' } } : life;
}

interface Kills {
  all: readonly KernelKill[];
  inPod: readonly KernelKill[];
}

interface Found {
  samples: MemorySample[];
  death: Death | null;
  newest: boolean;
  everReady: boolean;
  memoryVolume: boolean;
  load: Evidence['load'];
}

function instanceOf(
  pod: string,
  spec: Container,
  restart: number,
  { samples, death, newest, everReady, memoryVolume, load }: Found,
  status: ContainerStatus | undefined,
  kills: Kills,
): Instance | undefined {
  const running = newest && death === null ? parseTime(status?.state?.running?.startedAt) : null;
  const startedAt = death?.startedAt ?? running ?? samples[0]?.time;
  if (startedAt === undefined) return undefined;
  const last = samples.at(-1)?.time ?? null;
  const kill = killOf(death, newest ? null : last, kills);
  const endedAt = kill?.time ?? death?.finishedAt ?? (newest && death === null ? null : last);
  const limit = samples.findLast((sample) => sample.limit !== null)?.limit ?? specLimit(spec);
  // A status gives ends in whole seconds, rounded down.
  const until = endedAt === null ? null : endedAt + 1000;
  const burstAt = until === null ? null : burstIn(load, startedAt - backlog, until);
  const inProgress = until !== null && wasInProgress(load, startedAt, until);
  const curve = readCurve(samples, { startedAt, endedAt, limit, everReady, memoryVolume, burstAt, inProgress });
  return { pod, container: spec.name, restart, startedAt, endedAt, death, kill, limit, curve };
}

/** The kill that goes with an end: by the container's id, or for a life that the status has forgotten by the time. */
function killOf(death: Death | null, lastSample: number | null, kills: Kills): KernelKill | null {
  if (death !== null) {
    if (death.oom !== 'proven') return null;
    return kills.all.findLast((kill) => kill.containerId === death.containerId) ?? null;
  }
  if (lastSample === null) return null;
  // The cgroup of a killed process can be read for a moment after the kill.
  return kills.inPod.findLast((kill) => Math.abs(kill.time - lastSample) <= nearDeath / 2) ?? null;
}

/** Kernel kills in the pod's cgroup, whose name holds the pod's uid; systemd slices write it with underscores. */
function killsIn(pod: Pod, kills: readonly KernelKill[]): KernelKill[] {
  const uid = pod.metadata.uid;
  // With several containers a cgroup's id alone does not say which of them it was.
  if (uid === undefined || pod.spec.containers.length + (pod.spec.initContainers ?? []).length > 1) return [];
  const names = [`pod${uid}`, `pod${uid.replaceAll('-', '_')}`];
  return kills.filter((kill) => names.some((name) => kill.lines[0]?.includes(name) === true));
}

function samplesByRestart(evidence: Evidence, pod: string, container: string): Map<number, MemorySample[]> {
  const series = evidence.memory.filter((series) => series.pod === pod && series.container === container);
  return Map.groupBy(
    series.flatMap((one) => one.samples),
    (sample) => sample.restart,
  );
}

function specLimit(spec: Container): number | null {
  return parseQuantity(spec.resources?.limits?.['memory'] ?? '') ?? null;
}

function hasMemoryVolume({ spec }: Pod): boolean {
  return (spec.volumes ?? []).some(({ emptyDir }) => emptyDir?.medium === 'Memory');
}
