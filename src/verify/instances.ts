import type { Point } from '../trend/trend.ts';
import type { Aftermath, Baseline, Instance } from './case.ts';

/**
 * The instances that speak for the remedy. Left out are those of pods that the rollout replaced, which may still die of
 * the old fault while they go, and deaths that the baseline counts already. Only a pod of the baseline that a newer one
 * outlived is old: a remedy that replaces no pod is judged by the pods that there are.
 */
export function instancesAfter(baseline: Baseline, aftermath: Aftermath): Instance[] {
  const oldPods = new Set(baseline.deaths.map(({ pod }) => pod));
  const counted = new Set(baseline.deaths.map(({ containerId }) => containerId));
  const lastOldDeath = Math.max(...baseline.deaths.map(({ finishedAt }) => finishedAt ?? 0));
  const replacedByRollout = aftermath.instances.some(
    ({ pod, startedAt }) => aftermath.rolloutComplete && !oldPods.has(pod) && startedAt >= lastOldDeath,
  );
  return aftermath.instances
    .filter(({ pod, containerId }) => !counted.has(containerId) && !(replacedByRollout && oldPods.has(pod)))
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

/** Seconds from its start to its end, or to the last time it was read where it still runs. */
export function lifetime({ startedAt, endedAt, samples }: Instance): number {
  const end = endedAt ?? samples.at(-1)?.time ?? startedAt;
  return Math.max(0, end - startedAt) / 1000;
}

/** Those that still run, or the last to end where none does, of the containers that had the symptom. */
export function lastInstances(baseline: Baseline, instances: Instance[]): Instance[] {
  const ill = new Set(baseline.deaths.map(({ container }) => container));
  const ofIll = instances.filter(({ container }) => ill.has(container));
  // A container that the remedy renamed is judged in the place of the one that was ill.
  const candidates = ofIll.length > 0 ? ofIll : instances;
  const alive = candidates.filter(({ endedAt }) => endedAt === null);
  return alive.length > 0 ? alive : candidates.slice(-1);
}

/** The curve of what the kernel cannot reclaim, in seconds since the container's start. */
export function curveOf({ samples, startedAt }: Instance): Point[] {
  return samples.map(({ time, rss }) => ({ at: (time - startedAt) / 1000, bytes: rss }));
}
