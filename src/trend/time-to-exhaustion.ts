import type { Interval } from './interval.ts';
import type { Trend } from './trend.ts';

/**
 * Seconds from the last floor until the floor reaches `limit` bytes, (limit − floor) / slope, with the bounds of the
 * slope's interval. Null when that interval includes 0: then no time can be given. 0 when it is there already.
 * `above` is how far memory reaches above the floor, in bytes: its peaks touch the limit first, so `low` is theirs.
 */
export function timeToExhaustion(trend: Trend, limit: number, above = 0): Interval | null {
  const { perSecond, low, high } = trend.slope;
  if (low <= 0 || !Number.isFinite(high)) return null;
  const headroom = Math.max(0, limit - trend.floor);
  return { expected: headroom / perSecond, low: Math.max(0, headroom - above) / high, high: headroom / low };
}
