import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { eventQuote, eventsOn, isOnContainer } from './events.ts';
import type { Workload } from './facts.ts';
import { isCurrent, waitingOf, waitingQuote } from './place.ts';
import type { Place } from './place.ts';

/** A container that the runtime could not start, in the runtime's words. */
export interface FailedStart {
  pod: string;
  message: string;
  quote: Quote;
}

/** The kubelet's waiting reasons for what it or the runtime could not create or run (pkg/kubelet/kuberuntime). */
const waitingReasons = new Set([
  'RunContainerError',
  'CreateContainerError',
  'CreateContainerConfigError',
  'PreStartHookError',
  'PostStartHookError',
]);
/** containerd's word, and Docker's before it. */
const endReasons = new Set(['StartError', 'ContainerCannotRun']);

/**
 * Starts that failed, in pods where none has worked: where the same container has run before, a failed restart is the
 * runtime's own trouble (runc under load on cgroup v1: "unable to freeze"), and the kubelet tries again.
 */
export function failedStarts({ places, ends, instances, spec }: Workload, evidence: Evidence): FailedStart[] {
  return places.flatMap((place): FailedStart[] => {
    const pod = place.pod.metadata.name;
    const lived = instances.some((one) => one.pod === pod && !endReasons.has(one.death?.reason ?? ''));
    if (lived || place.status?.state?.running !== undefined) return [];
    const waiting = waitingOf(place);
    const told = waiting !== null && waitingReasons.has(waiting.reason) ? waiting : null;
    const ended = ends.filter((end) => end.pod === pod && endReasons.has(end.reason ?? ''));
    if (told === null && ended.length === 0) return sandboxFailures(place, evidence);
    const events = eventsOn(evidence, 'Pod', [pod], ['Failed']).filter((event) => isOnContainer(event, spec.name));
    const quotes = [
      ...ended.flatMap(({ message, proof }) => [
        ...proof.slice(0, 1),
        ...(message === null ? [] : [{ source: `pods.json: ${pod} terminated.message`, text: message }]),
      ]),
      ...(told === null ? [] : [waitingQuote(told)]),
      ...events.slice(-1).map(eventQuote),
    ];
    const message = ended.at(-1)?.message ?? told?.message ?? '';
    return quotes.map((quote) => ({ pod, message, quote }));
  });
}

/** The pod's sandbox comes before its containers; its failures are told of the first container. */
function sandboxFailures({ pod, spec, status }: Place, evidence: Evidence): FailedStart[] {
  const [first] = pod.spec.containers;
  if (!isCurrent(pod) || first?.name !== spec.name || status?.state?.waiting === undefined) return [];
  const events = eventsOn(evidence, 'Pod', [pod.metadata.name], ['FailedCreatePodSandBox']);
  // One is nothing: the kubelet tries again at once.
  if (events.length === 1 && (events[0]?.count ?? 1) < 3) return [];
  return events
    .slice(-4)
    .map((event) => ({ pod: pod.metadata.name, message: event.message ?? '', quote: eventQuote(event) }));
}
