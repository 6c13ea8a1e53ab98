import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { KubeEvent, Probe } from '../evidence/objects.ts';
import { eventQuote, eventsOn, isOnContainer } from './events.ts';
import type { Workload } from './facts.ts';
import { isCurrent, runningFor, statusSource } from './place.ts';
import type { Place } from './place.ts';

/** Containers that run, and are not ready although their readiness probe has had its time. */
export interface FailedReadiness {
  pods: string[];
  /** Seconds for which the oldest of them has run so. */
  age: number;
  /** The newest text of the probe's failure; null where no event tells. */
  failure: string | null;
  quotes: Quote[];
}

/** How often over the probe must have had its time, and never less than this in seconds. */
const patience = { times: 2, seconds: 10 };

export function failedReadiness(workload: Workload, evidence: Evidence): FailedReadiness | null {
  const probe = workload.spec.readinessProbe;
  if (probe === undefined) return null;
  const needed = Math.max(patience.seconds, patience.times * patienceOf(probe));
  const unready = workload.places.filter(
    (place) =>
      !place.init &&
      isCurrent(place.pod) &&
      isUnready(place) &&
      (runningFor(place, evidence.collectedAt) ?? 0) > needed,
  );
  if (unready.length === 0) return null;
  const pods = unready.map(({ pod }) => pod.metadata.name);
  const events = probeFailures(workload, evidence, 'Readiness', pods);
  const states = unready.slice(0, 3).map((place) => ({
    source: statusSource(place, 'ready'),
    text: `false, running since ${place.status?.state?.running?.startedAt ?? ''}`,
  }));
  const age = Math.max(...unready.map((place) => runningFor(place, evidence.collectedAt) ?? 0));
  return { pods, age, failure: failureOf(events.at(-1)), quotes: [...events.slice(-3).map(eventQuote), ...states] };
}

/** Seconds from a container's start after which this probe has failed for good: the defaults are Kubernetes' own. */
export function patienceOf(probe: Probe): number {
  return (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3);
}

/** Unhealthy events of one kind of probe on this container, the newest last. */
export function probeFailures(
  { pods, spec }: Workload,
  evidence: Evidence,
  kind: 'Liveness' | 'Readiness' | 'Startup',
  of: readonly string[] = pods,
): KubeEvent[] {
  return eventsOn(evidence, 'Pod', of, ['Unhealthy']).filter(
    (event) => isOnContainer(event, spec.name) && (event.message ?? '').startsWith(`${kind} probe `),
  );
}

/** "HTTP probe failed with statuscode: 404" */
export function failureOf(event: KubeEvent | undefined): string | null {
  return event?.message === undefined ? null : event.message.replace(/^\w+ probe (?:failed|errored)[^:]*: /, '');
}

function isUnready({ status }: Place): boolean {
  return status?.state?.running !== undefined && !status.ready && status.started !== false;
}
