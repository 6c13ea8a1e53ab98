import { claim } from '../claim.ts';
import { locate } from '../controller.ts';
import type { Context } from '../controller.ts';
import type { Job } from '../models/job.ts';
import { listOf } from '../models/object.ts';
import { readPod } from '../models/pod.ts';
import type { Pod } from '../models/pod.ts';
import { isActive } from '../pod-state.ts';

/** Keeps a pod that has ended until its Job has counted it. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

export interface JobPods {
  active: Pod[];
  /** Being deleted, and not ended yet. */
  terminating: Pod[];
  /** Ended, and not yet counted. */
  succeeded: Pod[];
  failed: Pod[];
}

export function podsOf({ store }: Context, job: Job): JobPods {
  const all = listOf(store, readPod, { resource: 'pods', namespace: job.metadata.namespace });
  const pods = claim(store, 'pods', job, all);
  const uncounted = pods.filter(({ metadata }) => metadata.finalizers?.includes(trackingFinalizer) === true);
  return {
    active: pods.filter(isActive),
    terminating: pods.filter((pod) => isDeleted(pod) && !['Succeeded', 'Failed'].includes(phaseOf(pod))),
    succeeded: uncounted.filter((pod) => phaseOf(pod) === 'Succeeded'),
    // A pod that is deleted before it ends has failed, whatever it still does (podReplacementPolicy TerminatingOrFailed).
    failed: uncounted.filter((pod) => phaseOf(pod) === 'Failed' || (isDeleted(pod) && phaseOf(pod) !== 'Succeeded')),
  };
}

/** Lets go of a pod that was counted. */
export function release({ store }: Context, pod: Pod): void {
  store.modify(locate('pods', pod), (found) => {
    const left = (found.metadata.finalizers ?? []).filter((name) => name !== trackingFinalizer);
    const finalizers = left.length === 0 ? undefined : left;
    return { ...found, metadata: { ...found.metadata, finalizers } };
  });
}

function phaseOf({ status }: Pod): string {
  return status?.phase ?? 'Pending';
}

function isDeleted({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}
