import { median, quantile } from './quantile.ts';
import type { Point } from './trend.ts';

/** The sawtooth that garbage collection cuts into a memory curve. */
export interface Teeth {
  /** The lowest point after each big drop, in order. */
  bottoms: Point[];
  /** Median height of the drops, in bytes; 0 without drops. */
  height: number;
  /** Longest time between two bottoms, in seconds; 0 with fewer than two. */
  period: number;
}

/** A drop counts when it is this share of what the curve spans after its first third … */
const shareOfRange = 0.25;
/** … and this many times the noise between neighbours, so that noise has no teeth. */
const timesNoise = 6;

/**
 * Finds the big drops of a curve: the turning points of a zigzag that ignores every move smaller than a threshold. The
 * threshold leaves out the first third, which a warm-up would stretch.
 */
export function findTeeth(points: Point[], noise: number): Teeth {
  const late = points.slice(Math.floor(points.length / 3)).map((point) => point.bytes);
  const range = quantile(late, 1) - quantile(late, 0);
  const threshold = Math.max(shareOfRange * range, timesNoise * noise);
  const { bottoms, heights } = zigzag(points, threshold);
  const gaps = bottoms.slice(1).map((bottom, index) => bottom.at - (bottoms[index]?.at ?? bottom.at));
  return { bottoms, height: heights.length === 0 ? 0 : median(heights), period: Math.max(0, ...gaps) };
}

/** Standard deviation of one point against its neighbours, from the median absolute difference: drops do not move it. */
export function neighbourNoise(points: Point[]): number {
  const steps = points.slice(1).map((point, index) => point.bytes - (points[index]?.bytes ?? point.bytes));
  const centre = median(steps);
  return (1.4826 * median(steps.map((step) => Math.abs(step - centre)))) / Math.SQRT2;
}

function zigzag(points: Point[], threshold: number): { bottoms: Point[]; heights: number[] } {
  const bottoms: Point[] = [];
  const heights: number[] = [];
  let peak = points[0];
  let low = points[0];
  let falling = false;
  for (const point of points) {
    if (peak === undefined || low === undefined || threshold <= 0) break;
    if (falling) {
      if (point.bytes < low.bytes) low = point;
      if (point.bytes - low.bytes >= threshold) {
        bottoms.push(low);
        heights.push(peak.bytes - low.bytes);
        falling = false;
        peak = point;
      }
    } else {
      if (point.bytes > peak.bytes) peak = point;
      if (peak.bytes - point.bytes >= threshold) {
        falling = true;
        low = point;
      }
    }
  }
  // The last drop counts too, though the curve has not risen from it yet; if it stays down for long, it is a step.
  const end = points.at(-1)?.at ?? 0;
  const start = points[0]?.at ?? 0;
  if (falling && peak !== undefined && low !== undefined && end - peak.at < (end - start) / 3) {
    bottoms.push(low);
    heights.push(peak.bytes - low.bytes);
  }
  return { bottoms, heights };
}
