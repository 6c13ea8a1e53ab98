import { median } from '../trend/quantile.ts';
import { formatSeconds } from '../shared/quantity.ts';
import type { Aftermath, Baseline, JudgeOptions } from './case.ts';
import { startingOver } from './concealment.ts';
import { judgeDecoy } from './judge-decoy.ts';
import { neglectedDuties, unknownWork } from './duties.ts';
import { observedEta } from './eta.ts';
import { brokenGuardrails, nothingLeft } from './guardrails.ts';
import { unknownLoad, unservedLoad } from './load-served.ts';
import { judgeStops } from './judge-stops.ts';
import { instancesAfter, lastInstances, lifetime } from './instances.ts';
import type { Eta, Judgement, Verdict } from './judgement.ts';
import { outlook } from './outlook.ts';
import { describeDeath, recurrences } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';

/** A container that lives this many old times to failure has outlived the fault as it was. */
export const outlived = 1.5;

/**
 * Says from behaviour alone what a remedy was worth: `baseline` is the incident as it was, `aftermath` what was seen
 * after the remedy. Pure: the same case gives the same judgement. Reasons are sentences, the decisive one first.
 */
export function judge(baseline: Baseline, aftermath: Aftermath, options: JudgeOptions): Judgement {
  const judgement = decide(baseline, aftermath, options);
  if (aftermath.remedy.outcome !== 'error') return judgement;
  const said = `The remedy itself failed (${aftermath.remedy.detail}); it is judged by what it left.`;
  return { ...judgement, reasons: [...judgement.reasons, said] };
}

function decide(baseline: Baseline, aftermath: Aftermath, options: JudgeOptions): Judgement {
  const { environment, remedy, guarded } = aftermath;
  if (environment.length > 0) return verdict('inconclusive', environment);
  if (baseline.decoy === true) return judgeDecoy(baseline, aftermath);
  if (remedy.outcome === 'refused') return verdict('failed', [`Nothing changed: ${remedy.detail}`]);
  if (baseline.timesToFailure.length === 0) {
    return verdict('inconclusive', ['The fault was not seen before the remedy, so its absence proves nothing.']);
  }
  const broken = brokenGuardrails(baseline.guarded, aftermath);
  if (nothingLeft(aftermath) || guarded === null) return verdict('masked', broken);

  const old = median(baseline.timesToFailure);
  const needed = outlived * old;
  const instances = instancesAfter(baseline, aftermath);
  const deaths = recurrences(baseline, instances);
  const failure = failedAgain(deaths, old);
  if (failure !== null) return verdict('failed', [failure, ...broken]);
  if (!aftermath.rolloutComplete) {
    return verdict('failed', [`The new pods never got ready: ${aftermath.rolloutDetail}.`, ...broken]);
  }

  const stopped = deaths.filter(({ kind }) => kind === 'stopped');
  const concealed = [
    ...broken,
    ...neglectedDuties(baseline, aftermath),
    ...unservedLoad(baseline, aftermath),
    ...startingOver(instances, needed),
    ...stopped.map((death) => `Something else ends it now before its memory does: ${describeDeath(death)}.`),
  ];
  if (concealed.length > 0) return verdict('masked', concealed);
  if (aftermath.stops !== undefined) return judgeStops(baseline, aftermath.stops);
  const [late] = deaths;
  if (late !== undefined) return cameBackLater(late, deaths, old, options);
  return unbroken(baseline, aftermath, options, needed);
}

/** Why the remedy failed, by the first death that says so; null when there is none. */
function failedAgain(deaths: Recurrence[], old: number): string | null {
  const before = `${formatSeconds(old)} before the remedy`;
  const again = deaths.find(({ kind, after }) => kind === 'symptom' && after < outlived * old);
  if (again !== undefined) return `It came back as before: ${describeDeath(again)} (${before}).`;
  const early = deaths.find(({ kind, after }) => kind === 'heap' && after < outlived * old);
  if (early !== undefined) return `It is the same fault in another form: ${describeDeath(early)} (${before}).`;
  const other = deaths.find(({ kind }) => kind === 'other');
  return other === undefined ? null : `It fails in another way now: ${describeDeath(other)}.`;
}

function cameBackLater(first: Recurrence, deaths: Recurrence[], old: number, { speedup }: JudgeOptions): Judgement {
  const eta = observedEta(
    deaths.map(({ after }) => after),
    speedup,
  );
  const reasons = [
    `It came back later than before: ${describeDeath(first)} (${formatSeconds(old)} before the remedy).`,
  ];
  if (deaths.length === 1)
    reasons.push('Only one death was seen, so the interval of its time is a guess of 20 % each way.');
  return verdict('delayed', reasons, eta);
}

/** Nothing died and nothing was taken away: was it watched for long enough, and where is memory going? */
function unbroken(baseline: Baseline, aftermath: Aftermath, options: JudgeOptions, needed: number): Judgement {
  const last = lastInstances(baseline, instancesAfter(baseline, aftermath));
  const read = last.filter(({ samples }) => samples.length > 0);
  if (read.length === 0) return verdict('inconclusive', ['No memory of the workload was read after the remedy.']);
  const seen = Math.min(aftermath.watchedSeconds, ...read.map(lifetime));
  if (seen < needed) {
    const enough = `${formatSeconds(needed)}, ${outlived} times the old time to failure`;
    return verdict('inconclusive', [
      `It was watched for ${formatSeconds(seen)} only, and would have to be for ${enough}.`,
    ]);
  }
  const judgement = outlook(read, aftermath, options);
  const unknown = unknownWork(baseline, aftermath) ?? unknownLoad(baseline, aftermath);
  if (judgement.verdict === 'resolved' && unknown !== null)
    return { ...judgement, verdict: 'inconclusive', reasons: [unknown] };
  if (judgement.verdict !== 'resolved') return judgement;
  if (!baseline.memory) {
    const works = `It got ready and does its job, and nothing ended it in ${formatSeconds(seen)}.`;
    return { ...judgement, reasons: [works, ...judgement.reasons.slice(0, 1)] };
  }
  const survived = `No death in ${formatSeconds(seen)} under the same load; before the remedy it took ${formatSeconds(needed / outlived)}.`;
  return { ...judgement, reasons: [...judgement.reasons.slice(0, 1), survived, ...judgement.reasons.slice(1)] };
}

function verdict(name: Verdict, reasons: string[], eta: Eta | null = null): Judgement {
  return { verdict: name, reasons, eta, trend: null };
}
