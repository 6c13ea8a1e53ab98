import type { Deployment } from '../models/deployment.ts';
import { listOf } from '../models/object.ts';
import { readReplicaSet } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { claim } from '../claim.ts';
import type { Context } from '../controller.ts';
import { sameTemplate } from './template-hash.ts';

/** All ReplicaSets of a deployment, orphans that match adopted, the oldest first. */
export function setsOf({ store }: Context, deployment: Deployment): ReplicaSet[] {
  const resource = 'replicasets.apps';
  const all = listOf(store, readReplicaSet, { resource, namespace: deployment.metadata.namespace });
  return claim(store, resource, deployment, all).sort(oldestFirst);
}

/** The oldest with the deployment's present template, and the others. */
export function splitSets(deployment: Deployment, sets: ReplicaSet[]) {
  const newSet = sets.find((set) => sameTemplate(set.spec.template, deployment.spec.template));
  return { newSet, oldSets: sets.filter((set) => set !== newSet) };
}

export function oldestFirst(a: ReplicaSet, b: ReplicaSet): number {
  const byTime = a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp);
  return byTime === 0 ? a.metadata.name.localeCompare(b.metadata.name) : byTime;
}
