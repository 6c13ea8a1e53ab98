import { parseTime } from '../../evidence/death-window.ts';
import type { Pod } from '../../evidence/objects.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import type { RunContext } from '../context.ts';
import type { Look } from './sighting.ts';

/**
 * Nothing has gone wrong for so many seconds: every pod is ready or has done its work, and since then no container has
 * ended, none has become ready or unready, and no pod has gone. What looks like an incident may have happened before.
 */
export function nothingFails(seconds: number): Look {
  return (context) => {
    const since = quietSince(context);
    if (since === null) return [];
    const quiet = (context.lab.clock.now() - since) / 1000;
    if (quiet < seconds) return [];
    const { container, name } = context.plan.scenario.workload;
    const text = `container ${container} of ${name} was ready for ${formatSeconds(quiet)}, and nothing failed`;
    return [{ text, pod: null, after: null, ended: null }];
  };
}

/** Milliseconds since the Unix epoch of the last change; null while something is under way. */
function quietSince({ observation, plan }: RunContext): number | null {
  const pods = observation.pods();
  const { container } = plan.scenario.workload;
  const isOurs = ({ spec }: Pod) => spec.containers.some(({ name }) => name === container);
  if (!pods.some(isOurs)) return null;
  const changes = observation.instances().map(({ endSeenAt }) => endSeenAt ?? 0);
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) return null;
    // A job that has done its work: its container's end is among the changes.
    if (pod.status?.phase === 'Succeeded' && !isOurs(pod)) continue;
    const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
    const since = parseTime(ready?.lastTransitionTime);
    if (ready?.status !== 'True' || since === null) return null;
    changes.push(since);
  }
  return Math.max(...changes);
}
