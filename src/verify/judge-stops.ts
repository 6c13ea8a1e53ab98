import { median } from '../trend/quantile.ts';
import { formatSeconds } from '../shared/quantity.ts';
import type { Baseline, Stop } from './case.ts';
import type { Judgement, Verdict } from './judgement.ts';

/** 128 + 9: SIGKILL, which no program outlives and none answers. */
const killed = 137;

/**
 * What a remedy was worth where the fault is how containers stop: they were asked to once more. Who has to be killed is
 * deaf, however long he was given; who ends before that has heard.
 */
export function judgeStops(baseline: Baseline, stops: readonly Stop[]): Judgement {
  const before = `before the remedy it was killed after ${formatSeconds(median(baseline.timesToFailure))}`;
  if (stops.length === 0) return verdict('inconclusive', 'No container was seen to stop after the remedy.');
  const unseen = stops.find(({ exitCode }) => exitCode === null);
  if (unseen !== undefined) {
    return verdict('inconclusive', `${unseen.pod} was gone before it was seen how its container ended.`);
  }
  const deaf = stops.find(({ exitCode }) => exitCode === killed);
  if (deaf !== undefined) {
    return verdict('failed', `It still had to be killed, ${after(deaf)} after it was asked to end (${before}).`);
  }
  const [slowest] = stops.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
  if (slowest === undefined) throw new Error('judgeStops needs one stop at least');
  const { exitCode, graceSeconds } = slowest;
  const given = graceSeconds === null ? '' : ` of the ${formatSeconds(graceSeconds)} that it is given`;
  return verdict(
    'resolved',
    `Asked to end, it did with exit code ${exitCode} within ${after(slowest)}${given} (${before}).`,
  );
}

/** Kubernetes gives the times in whole seconds. */
function after({ seconds }: Stop): string {
  return seconds === null ? 'some time' : formatSeconds(Math.max(1, seconds));
}

function verdict(name: Verdict, reason: string): Judgement {
  return { verdict: name, reasons: [reason], eta: null, trend: null };
}
