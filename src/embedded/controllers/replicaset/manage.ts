import type { StatusError } from '../../store/status-error.ts';
import type { Pod } from '../models/pod.ts';
import { wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { createPod, deletePod, isNamespaceGoing } from '../pod-control.ts';
import type { Work } from '../pod-control.ts';
import { deletionOrder } from './deletion-order.ts';

/** What kept a ReplicaSet from its number of pods. */
export interface Failure {
  reason: 'FailedCreate' | 'FailedDelete';
  thrown: StatusError;
}

/** No look makes or deletes more (replicaset.go BurstReplicas). */
const burst = 500;

/** Makes the pods that lack, or deletes those too many; stops at the first that cannot be made. */
export function manage(work: Work & { owner: ReplicaSet }, pods: Pod[]): Failure | undefined {
  const { context, owner } = work;
  const missing = Math.min(wanted(owner) - pods.length, burst);
  for (let made = 0; made < missing; made += 1) {
    const thrown = createPod(work, owner.spec.template);
    if (thrown !== undefined) return isNamespaceGoing(thrown) ? undefined : { reason: 'FailedCreate', thrown };
  }
  const surplus = Math.min(-missing, burst);
  if (surplus <= 0) return undefined;
  const failures = deletionOrder(pods, context.clock.now())
    .slice(0, surplus)
    .flatMap((pod) => deletePod(work, pod) ?? []);
  const [thrown] = failures;
  return thrown === undefined ? undefined : { reason: 'FailedDelete', thrown };
}
