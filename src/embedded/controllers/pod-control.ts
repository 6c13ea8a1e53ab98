import { StatusError } from '../store/status-error.ts';
import { locate } from './controller.ts';
import type { Context } from './controller.ts';
import type { Recorder } from './events/recorder.ts';
import type { AnyObject, PodTemplate } from './models/object.ts';
import type { Pod } from './models/pod.ts';
import { podOf } from './pod-of.ts';

export interface Work {
  context: Context;
  recorder: Recorder;
  owner: AnyObject;
}

/** Makes a pod of the owner's template and tells it as an event; gives the refusal, if there is one worth telling. */
export function createPod({ context, recorder, owner }: Work, template: PodTemplate): StatusError | undefined {
  try {
    const pod = context.create('pods', podOf(owner, template));
    recorder.normal(owner, 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof StatusError)) throw thrown;
    // Nothing is made in a namespace on its way out, and nobody need hear of it.
    if (!isNamespaceGoing(thrown)) recorder.warning(owner, 'FailedCreate', `Error creating: ${thrown.message}`);
    return thrown;
  }
}

/** Deletes a pod of the owner's and tells it as an event; a pod that is gone already is no failure. */
export function deletePod({ context, recorder, owner }: Work, pod: Pod): StatusError | undefined {
  try {
    context.store.delete(locate('pods', pod), { preconditionUid: pod.metadata.uid });
    recorder.normal(owner, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof StatusError)) throw thrown;
    if (thrown.reason === 'NotFound') return undefined;
    recorder.warning(owner, 'FailedDelete', `Error deleting: ${thrown.message}`);
    return thrown;
  }
}

export function isNamespaceGoing({ details }: StatusError): boolean {
  const causes: unknown = details?.['causes'];
  return Array.isArray(causes) && causes.some((cause: { reason?: unknown }) => cause.reason === 'NamespaceTerminating');
}
