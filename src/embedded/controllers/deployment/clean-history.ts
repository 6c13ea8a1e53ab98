import { locate } from '../controller.ts';
import { wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { revisionOf } from './annotations.ts';
import type { Rollout } from './rollout.ts';

const resource = 'replicasets.apps';

/** Deletes the oldest revisions beyond `revisionHistoryLimit`; one that still has pods stays. */
export function cleanHistory({ context, deployment, oldSets }: Rollout): void {
  const limit = deployment.spec.revisionHistoryLimit;
  if (limit === undefined) return;
  const past = oldSets.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = past.toSorted((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, past.length - limit));
  for (const set of surplus.filter(isDone)) {
    context.store.delete(locate(resource, set), { preconditionUid: set.metadata.uid });
  }
}

function isDone(set: ReplicaSet): boolean {
  const seen = (set.status?.observedGeneration ?? 0) >= (set.metadata.generation ?? 0);
  return (set.status?.replicas ?? 0) === 0 && wanted(set) === 0 && seen;
}
