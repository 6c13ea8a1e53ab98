import { wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { boundsOf } from './bounds.ts';
import { newSize, sumOf } from './new-size.ts';
import { allSets } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import { scaleSet } from './scale-set.ts';

/** One step of a rolling update (deployment/rolling.go); true when a ReplicaSet was scaled. */
export function rollOn(rollout: Rollout & { newSet: ReplicaSet }): boolean {
  return growNew(rollout) || shrinkOld(rollout);
}

function growNew(rollout: Rollout & { newSet: ReplicaSet }): boolean {
  const { deployment, newSet } = rollout;
  const present = wanted(newSet);
  const replicas = wanted(deployment);
  if (present === replicas) return false;
  const size = present > replicas ? replicas : newSize(deployment, allSets(rollout), present);
  return scaleSet(rollout, newSet, size);
}

function shrinkOld(rollout: Rollout & { newSet: ReplicaSet }): boolean {
  const { deployment, newSet, oldSets } = rollout;
  if (sumOf(oldSets, wanted) === 0) return false;
  const needed = wanted(deployment) - boundsOf(deployment).maxUnavailable;
  const unavailableNew = wanted(newSet) - available(newSet);
  const most = sumOf(allSets(rollout), wanted) - needed - unavailableNew;
  if (most <= 0) return false;
  const sizes = new Map(oldSets.map((set) => [set, wanted(set)]));
  removeUnhealthy(sizes, most);
  removeHealthy(sizes, sumOf(allSets(rollout), available) - needed);
  let scaled = false;
  for (const [set, size] of sizes) scaled = (size !== wanted(set) && scaleSet(rollout, set, size)) || scaled;
  return scaled;
}

/** First go the pods that do not work anyway: their loss costs nothing, and a stuck one could block the rollout. */
function removeUnhealthy(sizes: Map<ReplicaSet, number>, most: number): void {
  let left = most;
  for (const [set, size] of sizes) {
    const gone = Math.min(left, Math.max(0, size - available(set)));
    sizes.set(set, size - gone);
    left -= gone;
  }
}

function removeHealthy(sizes: Map<ReplicaSet, number>, most: number): void {
  let left = Math.max(0, most);
  for (const [set, size] of sizes) {
    const gone = Math.min(left, size);
    sizes.set(set, size - gone);
    left -= gone;
  }
}

function available({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0;
}
