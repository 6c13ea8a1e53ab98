import { messageOf } from '../../../shared/errors.ts';
import { StatusError } from '../../store/status-error.ts';
import { locate } from '../controller.ts';
import type { Context } from '../controller.ts';
import type { Recorder } from '../events/recorder.ts';
import type { Pod } from '../models/pod.ts';
import { wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { deletionOrder } from './deletion-order.ts';
import { podOf } from './pod-of.ts';

/** What kept a ReplicaSet from its number of pods. */
export interface Failure {
  reason: 'FailedCreate' | 'FailedDelete';
  thrown: StatusError;
}

const most = 500;

/** Makes the pods that lack, or deletes those too many; stops at the first that cannot be made. */
export function manage(context: Context, recorder: Recorder, set: ReplicaSet, pods: Pod[]): Failure | undefined {
  const missing = wanted(set) - pods.length;
  if (missing > 0) return createPods(context, recorder, set, Math.min(missing, most));
  const surplus = deletionOrder(pods, context.clock.now()).slice(0, Math.min(-missing, most));
  return deletePods(context, recorder, set, surplus);
}

function createPods(context: Context, recorder: Recorder, set: ReplicaSet, count: number): Failure | undefined {
  for (let made = 0; made < count; made += 1) {
    try {
      const pod = context.create('pods', podOf(set, set.spec.template));
      recorder.normal(set, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    } catch (thrown) {
      if (!(thrown instanceof StatusError)) throw thrown;
      if (isNamespaceGoing(thrown)) return undefined;
      recorder.warning(set, 'FailedCreate', `Error creating: ${messageOf(thrown)}`);
      return { reason: 'FailedCreate', thrown };
    }
  }
  return undefined;
}

function deletePods(context: Context, recorder: Recorder, set: ReplicaSet, pods: Pod[]): Failure | undefined {
  let failure: Failure | undefined;
  for (const pod of pods) {
    try {
      context.store.delete(locate('pods', pod), { preconditionUid: pod.metadata.uid });
      recorder.normal(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    } catch (thrown) {
      if (!(thrown instanceof StatusError)) throw thrown;
      if (thrown.reason === 'NotFound') continue;
      recorder.warning(set, 'FailedDelete', `Error deleting: ${messageOf(thrown)}`);
      failure ??= { reason: 'FailedDelete', thrown };
    }
  }
  return failure;
}

/** Nothing is made in a namespace on its way out, and nobody need hear of it. */
export function isNamespaceGoing({ details }: StatusError): boolean {
  const causes: unknown = details?.['causes'];
  return Array.isArray(causes) && causes.some((cause: { reason?: unknown }) => cause.reason === 'NamespaceTerminating');
}
