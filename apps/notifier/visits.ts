import { atRate } from '../common/at-rate.ts';
import type { Watches } from './watches.ts';

interface VisitPace {
  perSecond: number;
  /** Milliseconds that a visit lasts. */
  lasts: number;
}

/**
 * Visitors who open the page of an order and leave it after a while.
 * @returns a function that lets no more come
 */
export function startVisits(watches: Watches, { perSecond, lasts }: VisitPace): () => void {
  return atRate(perSecond, 10, () => {
    const id = watches.open();
    setTimeout(() => watches.close(id), lasts);
  });
}
