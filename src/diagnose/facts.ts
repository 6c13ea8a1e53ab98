import type { Death } from '../evidence/death.ts';
import { readDeaths } from '../evidence/deaths.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Container, ContainerStatus, Pod } from '../evidence/objects.ts';
import type { Behaviour } from './curve.ts';
import type { Subject } from './finding.ts';
import { instancesOf, lifetime, wasOomKilled } from './instance.ts';
import type { Instance } from './instance.ts';
import { ownerOf } from './owner.ts';

/** One container of one owner, over all of the owner's pods. */
export interface Workload {
  subject: Subject;
  spec: Container;
  /** Names, sorted. */
  pods: string[];
  /** Every life that left a trace. */
  instances: Instance[];
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
    return {
      subject,
      spec,
      pods: pods.map((pod) => pod.metadata.name).sort(),
      instances,
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

function specIn(pod: Pod, spec: Container): Container {
  const all = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  return all.find((one) => one.name === spec.name) ?? spec;
}

function statusIn(pod: Pod, container: string): ContainerStatus | undefined {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  return statuses.find((status) => status.name === container);
}
