import type { Deployment } from '../models/deployment.ts';
import { wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { boundsOf, isRolling } from './bounds.ts';

/** How many pods the newest ReplicaSet may have now (deployment/util NewRSNewReplicas). */
export function newSize(deployment: Deployment, sets: ReplicaSet[], present: number): number {
  const replicas = wanted(deployment);
  if (!isRolling(deployment)) return replicas;
  const most = replicas + boundsOf(deployment).maxSurge;
  const pods = sumOf(sets, wanted);
  if (pods >= most) return present;
  return present + Math.min(most - pods, replicas - present);
}

export function sumOf<T>(items: T[], number: (item: T) => number): number {
  return items.reduce((sum, item) => sum + number(item), 0);
}
