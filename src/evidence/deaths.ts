import { eventTime, endingOf, killingEvent, nearDeath, parseTime, statusResolution } from './death-window.ts';
import type { Death, OomProof, Quote } from './death.ts';
import type { Ending } from './ending.ts';
import type { Evidence } from './evidence.ts';
import type { KernelKill, MemorySample, OomCount } from './memory.ts';
import type { ContainerStatus, KubeEvent, Pod, TerminatedState } from './objects.ts';
import { formatBytes } from '../shared/quantity.ts';

/** The end of one container instance. Its `containerId` is empty where a status does not say. */
export interface Termination extends Ending {
  /** Where it was read, for the quote. */
  source: string;
}

/** What was seen from outside while it lived. */
export type Witnessed = Pick<Evidence, 'memory' | 'kernelKills' | 'oomCounts' | 'events'>;

/** Every end of a container that the pods' statuses still hold (at most two per container) or that was watched, oldest first. */
export function readDeaths(evidence: Witnessed & Pick<Evidence, 'pods' | 'endings'>): Death[] {
  const told = evidence.pods.flatMap(terminationsOf);
  const known = new Set(told.map(({ containerId }) => containerId));
  const forgotten = evidence.endings
    .filter(({ containerId, stop }) => stop === undefined && !known.has(containerId))
    .map((ending) => ({ ...ending, source: 'bundle.json: endings' }));
  return [...told, ...forgotten]
    .map((termination) => judgeDeath(termination, evidence))
    .sort((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0));
}

/** The ends in one pod's status: of the current instance and of the one before. */
export function terminationsOf(pod: Pod): Termination[] {
  const lists = {
    containerStatuses: pod.status?.containerStatuses,
    initContainerStatuses: pod.status?.initContainerStatuses,
  };
  return Object.entries(lists).flatMap(([list, statuses]) =>
    (statuses ?? []).flatMap((status, index) =>
      (['lastState', 'state'] as const).flatMap((field) => {
        const state = status[field]?.terminated;
        if (state === undefined) return [];
        const source = `pods.json: ${pod.metadata.name} status.${list}[${index}].${field}.terminated`;
        return [terminationOf(pod.metadata.name, status, field, state, source)];
      }),
    ),
  );
}

function terminationOf(
  pod: string,
  status: ContainerStatus,
  field: 'state' | 'lastState',
  state: TerminatedState,
  source: string,
): Termination {
  const containerId = plainId(state.containerID ?? '');
  // In a back-off the dead instance is still the newest: it is in lastState with the current restart count.
  const newest = field === 'state' || (containerId !== '' && containerId === plainId(status.containerID ?? ''));
  const restart = newest ? status.restartCount : Math.max(0, status.restartCount - 1);
  return { pod, container: status.name, containerId, restart, state, source };
}

function plainId(id: string): string {
  return id.replace(/^[a-z0-9-]+:\/\//, '');
}

/** Says what the kernel had to do with one end. Works on a live pod watch as well as on a bundle. */
export function judgeDeath(termination: Termination, witnessed: Witnessed): Death {
  const { pod, container, containerId, restart, state, source } = termination;
  const death = {
    pod,
    container,
    containerId,
    restart,
    startedAt: parseTime(state.startedAt),
    finishedAt: parseTime(state.finishedAt),
    exitCode: state.exitCode,
    reason: state.reason ?? null,
    message: state.message ?? null,
  };
  const told = { source, text: describeState(state) };
  const { oom, proof } = weigh(death, witnessed);
  return { ...death, oom, proof: [told, ...proof] };
}

interface Judged {
  oom: OomProof;
  proof: Quote[];
}

function weigh(death: Omit<Death, 'oom' | 'proof'>, witnessed: Witnessed): Judged {
  const killing = killingEvent(witnessed.events, death);
  const kernel = weighKernel(death, witnessed, killing);
  if (kernel.oom !== 'unknown') return kernel;
  const proof = [...kernel.proof, ...(killing === undefined ? [] : [quoteEvent(killing)])];
  if (death.reason === 'OOMKilled') return { oom: 'reported', proof };
  if (death.exitCode !== 137 || killing !== undefined || death.reason === 'RestartingAllContainers') {
    return { oom: 'no', proof };
  }
  if (death.reason === 'ContainerStatusUnknown') return { oom: 'unknown', proof };
  const curve = weighCurve(death, witnessed);
  return { oom: curve.oom, proof: [...proof, ...curve.proof] };
}

/** `unknown` where neither the kernel's log nor the cgroup's counter speaks of this end. */
function weighKernel(
  death: Omit<Death, 'oom' | 'proof'>,
  witnessed: Witnessed,
  killing: KubeEvent | undefined,
): Judged {
  const kill = lastOf(witnessed.kernelKills.filter((kill) => kill.containerId === death.containerId));
  const count = lastOf(
    witnessed.oomCounts.filter((count) => count.containerId === death.containerId && count.kills > 0),
  );
  if (kill === undefined && count === undefined) return { oom: 'unknown', proof: [] };
  const proof = [...(kill === undefined ? [] : quoteKill(kill)), ...(count === undefined ? [] : [quoteCount(count)])];
  const ended = [kill, count].some((seen) => seen !== undefined && endedIt(seen.time, death.finishedAt, killing));
  // A killed child leaves its mark on a container that later ends well (exit 0) or when it is asked to (143).
  if (ended && death.exitCode !== 0 && death.exitCode !== 143) return { oom: 'proven', proof };
  return { oom: 'unknown', proof };
}

/** Whether a kill at `time` can be what ended the container: close to its end, and not before the kubelet's own kill. */
function endedIt(time: number, finishedAt: number | null, killing: KubeEvent | undefined): boolean {
  if (finishedAt !== null && time < finishedAt - nearDeath) return false;
  const announced = killing === undefined ? null : eventTime(killing);
  return announced === null || time >= announced - statusResolution;
}

function weighCurve(death: Omit<Death, 'oom' | 'proof'>, witnessed: Witnessed): Judged {
  const samples = instanceSamples(witnessed, death);
  const ending = endingOf(samples, death.finishedAt);
  if (ending.at === 'unseen') return { oom: 'unknown', proof: [] };
  const { sample, share } = ending;
  const text = `${new Date(sample.time).toISOString()} working set ${formatBytes(sample.workingSet)}, ${Math.round(share * 100)} % of the limit`;
  const proof = [{ source: `memory/${death.pod}/${death.container}.csv`, text }];
  if (ending.at === 'limit') return { oom: 'likely', proof };
  return { oom: ending.at === 'below' ? 'no' : 'unknown', proof };
}

/** The samples of one instance of a container, in order of time. */
function instanceSamples(
  witnessed: Pick<Evidence, 'memory'>,
  instance: { pod: string; container: string; restart: number },
): MemorySample[] {
  return witnessed.memory
    .filter((series) => series.pod === instance.pod && series.container === instance.container)
    .flatMap((series) => series.samples.filter((sample) => sample.restart === instance.restart));
}

function lastOf<T extends KernelKill | OomCount>(seen: readonly T[]): T | undefined {
  return seen.reduce<T | undefined>(
    (last, one) => (last === undefined || one.time >= last.time ? one : last),
    undefined,
  );
}

function describeState(state: TerminatedState): string {
  const parts = [`exitCode ${state.exitCode}`, `reason ${state.reason ?? '(none)'}`];
  if (state.startedAt) parts.push(`startedAt ${state.startedAt}`);
  if (state.finishedAt) parts.push(`finishedAt ${state.finishedAt}`);
  return parts.join(', ');
}

function quoteEvent(event: KubeEvent): Quote {
  return { source: `events.json: ${event.metadata.name}`, text: `${event.reason ?? ''}: ${event.message ?? ''}` };
}

function quoteKill(kill: KernelKill): Quote[] {
  return kill.lines.map((line) => ({ source: 'kernel.log', text: `${new Date(kill.time).toISOString()} ${line}` }));
}

function quoteCount(count: OomCount): Quote {
  const text = `${new Date(count.time).toISOString()} the container's cgroup counted oom_kill ${count.kills}`;
  return { source: 'bundle.json: oomCounts', text };
}
