import { eventTime, parseTime } from '../../evidence/death-window.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import { eventQuote } from '../events.ts';
import type { Facts } from '../facts.ts';
import { isCurrent, isReady } from '../place.ts';
import { howOf } from '../probe-kill.ts';
import { failureOf, probeFailures } from '../readiness.ts';
import type { Harmless } from './harmless.ts';

/** Readiness probes that have failed, and pass now. That nothing listens yet is how every start looks. */
export function passedReadiness({ evidence, workloads }: Facts): Harmless[] {
  return workloads.flatMap((workload) =>
    workload.places.flatMap((place): Harmless[] => {
      const { name } = place.pod.metadata;
      const ready = place.pod.status?.conditions?.find(({ type }) => type === 'Ready');
      const since = parseTime(ready?.lastTransitionTime);
      if (!isCurrent(place.pod) || !isReady(place) || ready?.status !== 'True' || since === null) return [];
      const told = probeFailures(workload, evidence, 'Readiness', [name]).filter(
        (event) => howOf(failureOf(event) ?? '') !== 'refused' && (eventTime(event) ?? 0) <= since + 1000,
      );
      const last = told.at(-1);
      if (last === undefined) return [];
      const age = formatSeconds(Math.round((evidence.collectedAt - since) / 1000));
      const why = `the readiness probe of container ${workload.spec.name} of pod ${name} failed for a while ("${failureOf(last) ?? ''}"), which kept traffic away and ended nothing, and has passed for ${age}`;
      return [{ why, quotes: told.slice(-2).map(eventQuote) }];
    }),
  );
}
