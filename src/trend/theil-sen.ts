import { varianceInflation } from './correlation.ts';
import { median, quantileOfSorted } from './quantile.ts';
import type { Point } from './trend.ts';

export interface Line {
  /** Bytes per second, with the bounds of a 95 % interval. */
  perSecond: number;
  low: number;
  high: number;
  /** Bytes at second 0. */
  intercept: number;
  /** Standard deviation of the points around the line, in bytes. */
  spread: number;
}

/** With fewer points the ranks of their slopes give no 95 % interval worth the name. */
const fewestForRanks = 8;
/** Two-sided 95 % bounds: of a normal distribution, and (for few points) of Student's t with about 5 degrees. */
const normalBound = 1.96;
const studentBound = 2.57;

/**
 * Theil–Sen line: the median of the slopes between all pairs, with the rank-based interval of Sen (1968), widened for
 * correlated points. Of fewer than eight points the interval comes from `noise` (standard deviation of one point, in
 * bytes) or the spread around the line, whichever is more. Needs two points at different times.
 */
export function theilSen(points: Point[], noise = 0): Line {
  const slopes = pairSlopes(points);
  const perSecond = quantileOfSorted(slopes, 0.5);
  const intercept = median(points.map((point) => point.bytes - perSecond * point.at));
  const residuals = points.map((point) => point.bytes - intercept - perSecond * point.at);
  const count = points.length;
  const spread = Math.sqrt(residuals.reduce((sum, each) => sum + each * each, 0) / Math.max(1, count - 2));

  if (count < fewestForRanks) {
    const centre = points.reduce((sum, point) => sum + point.at, 0) / count;
    const squares = points.reduce((sum, point) => sum + (point.at - centre) ** 2, 0);
    const half = (studentBound * Math.max(noise, spread)) / Math.sqrt(squares);
    return { perSecond, low: perSecond - half, high: perSecond + half, intercept, spread };
  }
  const variance = ((count * (count - 1) * (2 * count + 5)) / 18) * varianceInflation(residuals);
  const half = (normalBound * Math.sqrt(variance)) / 2 / slopes.length;
  const [low, high] = [quantileOfSorted(slopes, 0.5 - half), quantileOfSorted(slopes, 0.5 + half)];
  return { perSecond, low, high, intercept, spread };
}

function pairSlopes(points: Point[]): number[] {
  const slopes: number[] = [];
  for (const [index, later] of points.entries()) {
    for (const earlier of points.slice(0, index)) {
      if (later.at !== earlier.at) slopes.push((later.bytes - earlier.bytes) / (later.at - earlier.at));
    }
  }
  return slopes.sort((a, b) => a - b);
}
