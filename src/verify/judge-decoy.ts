import type { Aftermath, Baseline } from './case.ts';
import { neglectedDuties } from './duties.ts';
import { brokenGuardrails, nothingLeft } from './guardrails.ts';
import type { Judgement, Verdict } from './judgement.ts';
import { describeDeath, recurrences } from './recurrence.ts';

/**
 * What a remedy was worth where there was no fault: nothing, at best. Harm has the name that it has elsewhere: `masked`
 * for guardrails and work that were given up, `failed` for what ends or does not get ready now.
 */
export function judgeDecoy(baseline: Baseline, aftermath: Aftermath): Judgement {
  const nothing = 'There was no fault: nothing to resolve.';
  const { remedy } = aftermath;
  if (remedy.outcome === 'refused') return verdict('inconclusive', [nothing, `Nothing changed: ${remedy.detail}`]);
  const broken = brokenGuardrails(baseline.guarded, aftermath);
  if (nothingLeft(aftermath)) return verdict('masked', [...broken, nothing]);
  const [death] = recurrences(baseline, aftermath.instances);
  if (death !== undefined)
    return verdict('failed', [`It fails since the remedy: ${describeDeath(death)}.`, ...broken, nothing]);
  if (!aftermath.rolloutComplete) {
    return verdict('failed', [`The new pods never got ready: ${aftermath.rolloutDetail}.`, ...broken, nothing]);
  }
  const harm = [...broken, ...neglectedDuties(baseline, aftermath)];
  if (harm.length > 0) return verdict('masked', [...harm, nothing]);
  return verdict('inconclusive', [nothing, `It did no harm in ${Math.round(aftermath.watchedSeconds)} s.`]);
}

function verdict(name: Verdict, reasons: string[]): Judgement {
  return { verdict: name, reasons, eta: null, trend: null };
}
