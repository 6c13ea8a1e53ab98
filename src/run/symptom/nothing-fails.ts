import { parseTime } from '../../evidence/death-window.ts';
import type { Pod } from '../../evidence/objects.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import type { RunContext } from '../context.ts';
import { lifetimeOf } from '../instance.ts';
import type { Look } from './sighting.ts';

/** An old death is history once its container has run well for so many times as long as it had lived. */
const history = 3.5;

/**
 * Nothing has gone wrong for so many seconds, or longer where a container has died: every pod is ready or has done its
 * work, and since then no container has ended, none has become ready or unready, and no pod has gone. Before that as
 * many containers have died as belong to the scene.
 */
export function nothingFails(wanted: { for: number; deaths: number }): Look {
  return (context) => {
    const lives = livesOfDead(context);
    const since = quietSince(context);
    if (since === null || lives.length !== wanted.deaths) return [];
    const quiet = (context.lab.clock.now() - since) / 1000;
    if (quiet < Math.max(wanted.for, ...lives.map((seconds) => history * seconds))) return [];
    const { container, name } = context.plan.scenario.workload;
    const text = `container ${container} of ${name} was ready for ${formatSeconds(quiet)}, and nothing failed`;
    return [{ text, pod: null, after: null, ended: null }];
  };
}

/**
 * Seconds that each container lived that has died, and not done its work. A start that the runtime did not manage is no
 * life: under load runc now and then fails one on cgroup v1, and the kubelet tries again.
 */
function livesOfDead({ observation }: RunContext): number[] {
  return observation
    .deaths()
    .filter(({ death }) => death.exitCode !== 0 && death.reason !== 'StartError')
    .map(({ instance }) => lifetimeOf(instance) ?? 0);
}

/** Milliseconds since the Unix epoch of the last change; null while something is under way. */
function quietSince({ observation, plan }: RunContext): number | null {
  const pods = observation.pods();
  const { container } = plan.scenario.workload;
  const isOurs = ({ spec }: Pod) => spec.containers.some(({ name }) => name === container);
  // Pods of two templates: a rollout is under way, however long its pods have been ready.
  const templates = new Set(pods.filter(isOurs).map(({ metadata }) => metadata.labels?.['pod-template-hash']));
  if (templates.size !== 1) return null;
  const changes = observation
    .instances()
    .map(({ termination, endSeenAt }) => parseTime(termination?.state.finishedAt) ?? endSeenAt ?? 0);
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
