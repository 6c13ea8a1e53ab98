import { eventTime, parseTime } from '../../evidence/death-window.ts';
import type { RunContext } from '../context.ts';

/** Seconds for which a new ReplicaSet must be refused: a quota that was raised is not known everywhere at once. */
const lasting = 3;

/**
 * Whether the API server refuses the pods of a ReplicaSet that the remedy brought, and goes on to. Those of an older one
 * say nothing: it may have asked just before the remedy.
 */
export function refusedAgain({ plan, observation }: RunContext, remedyAt: number): boolean {
  if (plan.scenario.symptom.kind !== 'no-pod') return false;
  const refusals = new Map<string, { first: number; last: number }>();
  for (const event of observation.events()) {
    const { reason, involvedObject } = event;
    const last = eventTime(event);
    if (reason !== 'FailedCreate' || involvedObject.name === undefined || last === null) continue;
    const first = parseTime(event.firstTimestamp) ?? last;
    const known = refusals.get(involvedObject.name) ?? { first, last };
    refusals.set(involvedObject.name, { first: Math.min(known.first, first), last: Math.max(known.last, last) });
  }
  // Kubernetes gives times in whole seconds, rounded down.
  return [...refusals.values()].some(({ first, last }) => first >= remedyAt - 1000 && last - first >= lasting * 1000);
}
