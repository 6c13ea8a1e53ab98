import { formatSeconds } from '../../shared/quantity.ts';
import type { ChildKill } from '../../verify/case.ts';
import type { ObservedInstance } from '../instance.ts';
import type { Look, Sighting } from './sighting.ts';

/**
 * Milliseconds after a kill in which the container's own end may still be told: where the kernel took its first process,
 * the kill is the container's and not a child's.
 */
const settling = 2000;

/** OOM kills inside a container that lived on: nobody but its cgroup and the kernel's log tells of them. */
export const childOomKills: Look = ({ plan, observation, lab }) =>
  observation
    .instances()
    .filter(({ container }) => container === plan.scenario.workload.container)
    .flatMap((instance) =>
      childKillsOf(instance, lab.clock.now()).map(({ after }): Sighting => {
        const text = `the kernel OOM-killed a process of container ${instance.container} after ${formatSeconds(after)}, and the container lived on`;
        return { text, pod: instance.pod, after, ended: null };
      }),
    );

/** The OOM kills of processes of the container that did not end it, as far as can be told at `now`. */
export function childKillsOf({ kills, startedAt, endSeenAt, deleted }: ObservedInstance, now: number): ChildKill[] {
  const end = deleted || endSeenAt === null ? now : endSeenAt;
  const times = kills.map(({ time }) => time).toSorted((a, b) => a - b);
  return times.flatMap((time, index) => {
    if (time > end - settling) return [];
    const since = times[index - 1] ?? startedAt ?? time;
    return [{ time, after: Math.max(1, (time - since) / 1000) }];
  });
}
