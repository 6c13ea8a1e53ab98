import { listOf } from '../models/object.ts';
import { readPod } from '../models/pod.ts';
import { wanted } from '../models/replica-set.ts';
import { isControlledBy } from '../owner.ts';
import { hasEnded } from '../pod-state.ts';
import { createNewSet } from './new-set.ts';
import { sumOf } from './new-size.ts';
import type { Rollout } from './rollout.ts';
import { scaleSet } from './scale-set.ts';

/** One step of a Recreate rollout (deployment/recreate.go): all old pods go, to the last, before a new one comes. */
export function recreate(rollout: Rollout): void {
  const { deployment, newSet, oldSets } = rollout;
  const active = oldSets.filter((set) => wanted(set) > 0);
  if (active.length > 0) {
    for (const set of active) scaleSet(rollout, set, 0);
    return;
  }
  if (oldPodsLeft(rollout)) return;
  if (newSet === undefined) createNewSet(rollout);
  else scaleSet(rollout, newSet, wanted(deployment));
}

function oldPodsLeft({ context, deployment, oldSets }: Rollout): boolean {
  if (sumOf(oldSets, ({ status }) => status?.replicas ?? 0) > 0) return true;
  const { namespace } = deployment.metadata;
  // Those that are being deleted still run.
  return listOf(context.store, readPod, { resource: 'pods', namespace }).some(
    (pod) => !hasEnded(pod) && oldSets.some((set) => isControlledBy(pod, set)),
  );
}
