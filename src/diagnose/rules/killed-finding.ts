import type { Quote } from '../../evidence/death.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { lookAt } from '../commands.ts';
import { confidenceOf } from '../confidence.ts';
import type { Behaviour } from '../curve.ts';
import type { Workload } from '../facts.ts';
import type { Cause, Finding } from '../finding.ts';
import { lifetime } from '../instance.ts';
import type { Instance } from '../instance.ts';
import { median } from '../median.ts';
import { curveQuote, killQuotes, lastLogQuotes, limitQuote, probeQuotes, restartQuote } from '../quotes.ts';

/** What differs between the findings on OOM kills that are no leak. */
export interface Killed {
  cause: Cause;
  workload: Workload;
  /** The curve that speaks for the cause; null where none does. */
  behaviour: Behaviour | null;
  summary: string;
  against: Quote[];
  figures: Record<string, number>;
  next: string[];
}

/** A finding on the OOM kills of one workload. */
export function killedFinding(evidence: Evidence, finding: Killed): Finding {
  const { cause, workload, behaviour } = finding;
  const { oomKilled: killed } = workload;
  const probes = probeQuotes(workload, evidence);
  const against = [...finding.against, ...probes.against];
  const agreeing = behaviour === null ? [] : killed.filter(({ curve }) => curve.behaviour === behaviour);
  return {
    cause,
    subject: workload.subject,
    pods: workload.pods.filter((pod) => killed.some((instance) => instance.pod === pod)),
    confidence: confidenceOf({ killed, agreeing: agreeing.length, clear: false, against: against.length }),
    summary: finding.summary,
    for: [
      ...newest(killed).map(curveQuote),
      ...killQuotes(killed),
      restartQuote(workload),
      limitQuote(workload),
      ...lastLogQuotes(killed, evidence),
      ...probes.for,
    ],
    against,
    figures: {
      restarts: workload.restarts,
      oomKills: killed.length,
      timeToDeathSeconds: Math.round(timeToDeath(killed, evidence) * 10) / 10,
      ...limitFigure(killed),
      ...finding.figures,
    },
    next: [...lookAt(evidence, workload), ...finding.next],
  };
}

/** Seconds from start to kill, the median of all kills. */
export function timeToDeath(killed: readonly Instance[], { collectedAt }: Evidence): number {
  return median(killed.map((instance) => lifetime(instance, collectedAt)));
}

export function limitOf(killed: readonly Instance[]): number | null {
  return newest(killed)[0]?.limit ?? null;
}

function limitFigure(killed: readonly Instance[]): Record<string, number> {
  const limit = limitOf(killed);
  return limit === null ? {} : { limitBytes: limit };
}

function newest(killed: readonly Instance[]): Instance[] {
  return killed.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, 3);
}
