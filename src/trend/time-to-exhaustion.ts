import type { Interval } from './interval.ts';
import type { Trend } from './trend.ts';

/**
 * Seconds from the last floor until the floor reaches `limit` bytes, (limit − floor) / slope, with the bounds of the
 * slope's interval. Null when that interval includes 0: then no time can be given. 0 when it is there already.
 */
export function timeToExhaustion(trend: Trend, limit: number): Interval | null {
  const { perSecond, low, high } = trend.slope;
  if (low <= 0 || !Number.isFinite(high)) return null;
  const headroom = Math.max(0, limit - trend.floor);
  return { expected: headroom / perSecond, low: headroom / high, high: headroom / low };
}
