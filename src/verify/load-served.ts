import type { LoadFigures } from '../evidence/load.ts';
import { formatSeconds } from '../shared/quantity.ts';
import type { Aftermath, Baseline } from './case.ts';

/** A service that answers less than this share of what it answered before the fault survives by not answering. */
const leastServed = 0.8;
/** Below this share of the requests that were due, it is the sender that did not work. */
const leastSent = 0.5;

/** That the load was not served after the remedy, as a sentence; none where it was, or where there is no load. */
export function unservedLoad(baseline: Baseline, aftermath: Aftermath): string[] {
  const [before, after] = [baseline.load ?? null, aftermath.load ?? null];
  if (before === null || after === null || unknownLoad(baseline, aftermath) !== null) return [];
  const [share, old] = [servedShare(after), usualShare(before)];
  if (share === null || share >= leastServed * old) return [];
  const usual = before.served === 0 ? 'all of it was to be served' : `before the fault it was ${percent(old)}`;
  return [`It does not serve the load: ${words(after)}; ${usual} (${words(before)}).`];
}

/** Why nothing can be said of how the load was served; null where something can. */
export function unknownLoad(baseline: Baseline, aftermath: Aftermath): string | null {
  const [before, after] = [baseline.load ?? null, aftermath.load ?? null];
  if (before === null) return null;
  if (after === null) return 'The load was not measured after the remedy.';
  const tried = after.sent + after.unsent;
  if (tried > 0 && tried >= leastSent * after.due) return null;
  return `Only ${tried} of the load's ${after.due} requests were sent after the remedy, so it is not known how it bears the load.`;
}

/** What the service does while it is well; all of the load where it failed before it could show any. */
function usualShare(before: LoadFigures): number {
  return before.served === 0 ? 1 : (servedShare(before) ?? 1);
}

/** Of the requests that were due while a sender was there; null where there were none. */
function servedShare({ served, sent, unsent }: LoadFigures): number | null {
  const tried = sent + unsent;
  return tried === 0 ? null : served / tried;
}

function words(figures: LoadFigures): string {
  const { served, sent, unsent, seconds } = figures;
  const share = servedShare(figures);
  const unanswered = unsent === 0 ? '' : `, and ${unsent} could not be sent for want of answers`;
  return `${served} of ${sent} requests served in ${formatSeconds(seconds)}${unanswered}${share === null ? '' : `, ${percent(share)}`}`;
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
