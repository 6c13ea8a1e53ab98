import { median } from '../trend/quantile.ts';
import type { Eta, Interval } from './judgement.ts';

/** How far one observed time may be from the next, where only one was observed. */
const oneSeen = { low: 0.8, high: 1.2 };

/** From the seconds after which it was seen to come back; needs one at least. */
export function observedEta(seconds: number[], speedup: number): Eta {
  const expected = median(seconds);
  const [low, high] =
    seconds.length === 1
      ? [expected * oneSeen.low, expected * oneSeen.high]
      : [Math.min(...seconds), Math.max(...seconds)];
  return etaOf('observed', { expected, low, high }, speedup);
}

/** From a projection in lab seconds, counted from the container's start. */
export function etaOf(from: Eta['from'], lab: Interval, speedup: number): Eta {
  const real = {
    expected: lab.expected * speedup,
    low: lab.low * speedup,
    high: lab.high === null ? null : lab.high * speedup,
  };
  return { from, lab, real };
}
