import { same } from '../canonical.ts';
import { locate } from '../controller.ts';
import type { Context } from '../controller.ts';
import type { Pod } from '../models/pod.ts';
import { readReplicaSet } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { containsAll } from '../labels.ts';
import { isAvailable, isReady } from '../pod-state.ts';
import { timestamp } from '../../store/new-object.ts';
import type { Failure } from './manage.ts';

type Status = NonNullable<ReplicaSet['status']>;

/** The counters of a ReplicaSet's status and its ReplicaFailure condition (replicaset/replica_set_utils.go). */
export function statusOf(set: ReplicaSet, pods: Pod[], failure: Failure | undefined, now: number): Status {
  const labels = set.spec.template.metadata?.labels ?? {};
  const { minReadySeconds = 0 } = set.spec;
  const conditions = conditionsOf(set, failure, now);
  return {
    replicas: pods.length,
    ...counted('fullyLabeledReplicas', pods.filter((pod) => containsAll(pod.metadata.labels ?? {}, labels)).length),
    ...counted('readyReplicas', pods.filter(isReady).length),
    ...counted('availableReplicas', pods.filter((pod) => isAvailable(pod, minReadySeconds, now)).length),
    observedGeneration: set.metadata.generation ?? 0,
    ...(conditions.length === 0 ? {} : { conditions }),
  };
}

export function writeStatus({ store }: Context, set: ReplicaSet, status: Status): void {
  if (same(set.status ?? {}, status)) return;
  store.modify(locate('replicasets.apps', set), (found) => ({ ...readReplicaSet(found), status }), 'status');
}

function conditionsOf({ status }: ReplicaSet, failure: Failure | undefined, now: number) {
  const present = status?.conditions ?? [];
  const others = present.filter(({ type }) => type !== 'ReplicaFailure');
  if (failure === undefined) return others;
  // The first failure is kept while it lasts, with its message: the next ones differ in the pod's name alone.
  if (others.length < present.length) return present;
  const { reason, thrown } = failure;
  const lastTransitionTime = timestamp(now);
  return [...others, { type: 'ReplicaFailure', status: 'True', lastTransitionTime, reason, message: thrown.message }];
}

function counted(name: string, count: number): Record<string, number> {
  return count > 0 ? { [name]: count } : {};
}
