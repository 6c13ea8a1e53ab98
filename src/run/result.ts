import { isDecoy } from '../scenario/symptom.ts';
import type { Lab, Plan } from './context.ts';
import type { RunResult } from './events.ts';
import type { Progress } from './run.ts';

/** What a result tells of the lab. */
type LabName = { cluster: Pick<Lab['cluster'], 'name'>; clock: Pick<Lab['clock'], 'now'> };

/** The outcome of a run, however far it got. */
export function toResult(plan: Plan, lab: LabName, known: Progress): RunResult {
  const { scenario, remedy, pace } = plan;
  const verdict = verdictOf(plan, known);
  const finding = known.findings?.[0];
  const result = {
    id: plan.id,
    scenario: scenario.name,
    remedy: remedy?.name ?? null,
    remedyKind: remedy?.kind ?? null,
    traffic: remedy?.traffic ?? null,
    pace: pace.name,
    cluster: lab.cluster.name,
    verdict,
    expected: remedy?.expect ?? null,
    cause: finding?.cause ?? null,
    expectedCause: scenario.cause,
    confidence: finding?.confidence ?? null,
    eta: known.judgement?.eta ?? null,
    reasons: reasonsOf(known),
    // Nothing is given away to who has not come so far.
    explanation: known.judgement === null ? null : (remedy?.explanation ?? null),
    symptom: symptomOf(known),
    timesToFailure: known.baseline?.timesToFailure ?? [],
    seconds: ((known.judgedAt ?? lab.clock.now()) - known.startedAt) / 1000,
    load: loadOf(known),
    folder: plan.folder,
    fault: known.fault,
    infrastructure: known.infrastructure,
  };
  return { ...result, asExpected: isAsExpected(result, isDecoy(scenario.symptom)) };
}

function verdictOf(plan: Plan, known: Progress): RunResult['verdict'] {
  if (known.judgement !== null) return known.judgement.verdict;
  return plan.remedy === null && known.fault === null ? null : 'inconclusive';
}

function loadOf({ load }: Progress): RunResult['load'] {
  if (load === null) return null;
  const { sender, shape, words, before, after } = load;
  return { sender, shape, words, before, after };
}

function reasonsOf({ judgement, findings, fault }: Progress): string[] {
  if (judgement !== null) return judgement.reasons;
  if (fault !== null) return [fault.message];
  return findings?.[0] === undefined ? [] : [findings[0].summary];
}

function symptomOf({ baseline }: Progress): string | null {
  return baseline?.sightings.at(-1) ?? null;
}

/**
 * A run is as expected when cause and verdict are. A remedy that nobody listed is expected to resolve the fault; on a
 * decoy, where there is none, to do no harm.
 */
function isAsExpected(result: Omit<RunResult, 'asExpected'>, decoy: boolean): boolean | null {
  const wanted = result.expected ?? (decoy ? 'inconclusive' : 'resolved');
  if (result.fault !== null || result.infrastructure) return null;
  if (result.verdict === 'inconclusive' && wanted !== 'inconclusive') return null;
  if (result.cause !== result.expectedCause) return false;
  return result.remedy === null || result.verdict === wanted;
}
