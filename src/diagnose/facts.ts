import type { Death } from '../evidence/death.ts';
import { readDeaths } from '../evidence/deaths.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Container, ContainerStatus, Pod } from '../evidence/objects.ts';
import type { Behaviour } from './curve.ts';
import type { Subject } from './finding.ts';
import { instancesOf, lifetime, wasOomKilled } from './instance.ts';
import type { Instance } from './instance.ts';
import { ownerOf } from './owner.ts';
import { isCurrent, isReady, placeOf, runningFor } from './place.ts';
import type { Place } from './place.ts';

/** One container of one owner, over all of the owner's pods. */
export interface Workload {
  subject: Subject;
  spec: Container;
  /** Names, sorted. */
  pods: string[];
  /** The container in each of the pods, as it is now. */
  places: Place[];
  /** Every life that left a trace. */
  instances: Instance[];
  /** Ends of containers, oldest first, in pods that have not recovered since. */
  ends: Death[];
  /** The lives that ended in an OOM kill which still matters: not those that the workload has long got over. */
  oomKilled: Instance[];
  /** The lives that go on. */
  alive: Instance[];
  /** Highest restart count of its pods. */
  restarts: number;
}

/** What the rules read: computed once per diagnosis. */
export interface Facts {
  evidence: Evidence;
  deaths: Death[];
  workloads: Workload[];
}

export function factsOf(evidence: Evidence): Facts {
  const deaths = readDeaths(evidence);
  const groups = new Map<string, { subject: Subject; spec: Container; pods: Pod[] }>();
  for (const pod of evidence.pods) {
    const owner = ownerOf(pod, evidence);
    for (const spec of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
      const key = JSON.stringify([owner.kind, owner.name, spec.name]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { subject: { ...owner, container: spec.name }, spec, pods: [pod] });
      else group.pods.push(pod);
    }
  }
  const workloads = [...groups.values()].map(({ subject, spec, pods }) => {
    const perPod = pods.map((pod) => ({ pod, own: instancesOf(pod, specIn(pod, spec), evidence, deaths) }));
    const instances = perPod.flatMap(({ own }) => own);
    const places = pods.map((pod) => placeOf(pod, spec.name)).filter((place) => place !== undefined);
    const failing = new Set(
      places.filter((place) => !hasRecovered(place, deaths, evidence.collectedAt)).map(({ pod }) => pod.metadata.name),
    );
    return {
      subject,
      spec,
      pods: pods.map((pod) => pod.metadata.name).sort(),
      places,
      instances,
      ends: deaths.filter(({ pod, container }) => failing.has(pod) && container === spec.name),
      oomKilled: perPod.flatMap(({ pod, own }) =>
        isOver(pod, own, evidence.collectedAt) ? [] : own.filter(wasOomKilled),
      ),
      alive: instances.filter((instance) => instance.endedAt === null),
      restarts: Math.max(0, ...pods.map((pod) => statusIn(pod, spec.name)?.restartCount ?? 0)),
    };
  });
  return { evidence, deaths, workloads };
}

/** The behaviour that most of these lives showed, the later ones deciding a tie; `unseen` where none was seen. */
export function commonBehaviour(instances: readonly Instance[]): Behaviour {
  const seen = instances
    .filter(({ curve }) => curve.behaviour !== 'unseen')
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const counts = new Map<Behaviour, number>();
  for (const { curve } of seen) counts.set(curve.behaviour, (counts.get(curve.behaviour) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? 'unseen';
}

/**
 * Old restarts are no incident: the container is ready, has outlived its longest earlier life three times over, and its
 * memory is seen not to climb. Where its memory was not seen, it must have run for ten minutes too, as long as the
 * kubelet itself waits until it forgets a crash loop.
 */
function isOver(pod: Pod, instances: readonly Instance[], now: number): boolean {
  const current = instances.find((instance) => instance.endedAt === null);
  if (current === undefined) return false;
  if (statusIn(pod, current.container)?.ready !== true) return false;
  const longest = Math.max(0, ...instances.filter((instance) => instance !== current).map((one) => lifetime(one, now)));
  const age = lifetime(current, now);
  if (age <= 3 * longest || current.curve.behaviour === 'grows') return false;
  return current.curve.behaviour === 'flat' || age >= 600;
}

/** Seconds that a container must have run well again, whatever it was, for its old ends to be history. */
const recovered = 60;

/** Old ends are no incident: the container runs and is ready, and has outlived its longest earlier life three times over. */
function hasRecovered(place: Place, deaths: readonly Death[], now: number): boolean {
  if (!isCurrent(place.pod)) return true;
  const { status } = place;
  if (place.init && status?.state?.terminated?.exitCode === 0) return true;
  const age = runningFor(place, now);
  if (age === null || !isReady(place)) return false;
  const lives = deaths
    .filter(({ pod, container }) => pod === place.pod.metadata.name && container === place.spec.name)
    .map(({ startedAt, finishedAt }) =>
      startedAt === null || finishedAt === null ? 0 : (finishedAt - startedAt) / 1000,
    );
  return age > Math.max(recovered, 3 * Math.max(0, ...lives));
}

function specIn(pod: Pod, spec: Container): Container {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  return all.find((one) => one.name === spec.name) ?? spec;
}

function statusIn(pod: Pod, container: string): ContainerStatus | undefined {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  return statuses.find((status) => status.name === container);
}
