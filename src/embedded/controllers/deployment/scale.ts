import { wanted } from '../models/replica-set.ts';
import type { Deployment } from '../models/deployment.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { desiredAnnotation, maximumAnnotation } from './annotations.ts';
import { boundsOf, isRolling } from './bounds.ts';
import { oldestFirst } from './find-sets.ts';
import { sumOf } from './new-size.ts';
import { allSets } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import { scaleSet } from './scale-set.ts';

/** The deployment's size was changed since its ReplicaSets last heard of it. */
export function wasScaled(rollout: Rollout): boolean {
  return activeSets(rollout).some(({ metadata }) => {
    const desired = metadata.annotations?.[desiredAnnotation];
    return desired !== undefined && Number(desired) !== wanted(rollout.deployment);
  });
}

/** Brings the ReplicaSets to the deployment's size without moving its rollout on (deployment/sync.go scale). */
export function scale(rollout: Rollout): void {
  const { deployment, newSet, oldSets } = rollout;
  const only = activeOrLatest(rollout);
  if (only !== undefined) {
    if (wanted(only) !== wanted(deployment)) scaleSet(rollout, only, wanted(deployment));
  } else if (newSet !== undefined && isSaturated(deployment, newSet)) {
    for (const set of oldSets.filter((set) => wanted(set) > 0)) scaleSet(rollout, set, 0);
  } else if (isRolling(deployment)) {
    scaleInProportion(rollout);
  }
}

/** The one ReplicaSet with pods, or where none has any the newest; undefined in the middle of a rollout. */
function activeOrLatest(rollout: Rollout): ReplicaSet | undefined {
  const active = activeSets(rollout);
  if (active.length === 0) return rollout.newSet ?? rollout.oldSets.toSorted(oldestFirst).at(-1);
  return active.length === 1 ? active[0] : undefined;
}

function activeSets(rollout: Rollout): ReplicaSet[] {
  return allSets(rollout).filter((set) => wanted(set) > 0);
}

function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const replicas = wanted(deployment);
  const desired = Number(set.metadata.annotations?.[desiredAnnotation]);
  return desired === replicas && wanted(set) === replicas && set.status?.availableReplicas === replicas;
}

/** In the middle of a rollout each ReplicaSet gets its share, the largest what is left over: that spreads the risk. */
function scaleInProportion(rollout: Rollout): void {
  const { deployment } = rollout;
  const sets = activeSets(rollout);
  const replicas = wanted(deployment);
  const allowed = replicas > 0 ? replicas + boundsOf(deployment).maxSurge : 0;
  const toAdd = allowed - sumOf(sets, wanted);
  const ordered = sets.toSorted((a, b) => wanted(b) - wanted(a) || oldestFirst(a, b) * (toAdd > 0 ? -1 : 1));
  let added = 0;
  const sizes = ordered.map((set) => {
    const left = toAdd - added;
    const part = share(deployment, set);
    const given = toAdd > 0 ? Math.min(part, left) : Math.max(part, left);
    added += toAdd === 0 ? 0 : given;
    return wanted(set) + (toAdd === 0 ? 0 : given);
  });
  for (const [index, set] of ordered.entries()) {
    const leftover = index === 0 ? toAdd - added : 0;
    scaleSet(rollout, set, Math.max(0, (sizes[index] ?? 0) + leftover));
  }
}

function share(deployment: Deployment, set: ReplicaSet): number {
  const replicas = wanted(deployment);
  if (replicas === 0) return -wanted(set);
  const before = Number(set.metadata.annotations?.[maximumAnnotation] ?? 0) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  const most = replicas + boundsOf(deployment).maxSurge;
  return Math.round((wanted(set) * most) / before) - wanted(set);
}
