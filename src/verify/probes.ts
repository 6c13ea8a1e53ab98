import { formatSeconds } from '../shared/quantity.ts';
import type { GuardedContainer, GuardedProbe } from './case.ts';

/** A probe that looks on this much longer than before, and longer than this in seconds, is as good as deleted. */
const patience = { times: 10, seconds: 3600 };

const kinds = ['liveness', 'readiness', 'startup'] as const;

/** Which probes of a container the remedy deleted or silenced, one sentence each. */
export function brokenProbes(before: GuardedContainer, after: GuardedContainer): string[] {
  return kinds.flatMap((kind) => {
    const [old, now] = [before.probes[kind], after.probes[kind]];
    const subject = `The ${kind} probe of container ${after.name}`;
    if (old !== undefined && now === undefined) {
      // A startup probe that is no longer needed takes nothing away while the liveness probe stands.
      return kind === 'startup' && after.probes.liveness !== undefined ? [] : [`${subject} was deleted.`];
    }
    if (now === undefined) return [];
    return [...tooPatient(subject, old, now, kind), ...swapped(subject, old, now)];
  });
}

function tooPatient(subject: string, old: GuardedProbe | undefined, now: GuardedProbe, kind: string): string[] {
  const was = old?.patienceSeconds ?? 0;
  // A new probe takes nothing away, except that a startup probe holds back the liveness probe for as long.
  if (old === undefined && kind !== 'startup') return [];
  if (now.patienceSeconds <= patience.seconds || now.patienceSeconds <= patience.times * was) return [];
  const before = old === undefined ? 'there was none before' : `before: ${formatSeconds(was)}`;
  return [`${subject} looks on for ${formatSeconds(now.patienceSeconds)} before it acts (${before}).`];
}

function swapped(subject: string, old: GuardedProbe | undefined, now: GuardedProbe): string[] {
  if (old === undefined || old.handler === now.handler || now.handler !== 'exec') return [];
  return [`${subject} no longer asks the service: its ${old.handler} check became a command.`];
}
