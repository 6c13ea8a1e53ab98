import { median } from './quantile.ts';
import type { Point } from './trend.ts';

/** As many points as a shape can need: at 4 Hz a minute. */
const mostPoints = 240;

/** Long series are thinned to the medians of equal shares of their points; single spikes of short ones are cut off. */
export function smooth(points: Point[]): Point[] {
  if (points.length <= mostPoints) {
    return points.map((point, index) => ({
      at: point.at,
      bytes: median(points.slice(Math.max(0, index - 1), index + 2).map((each) => each.bytes)),
    }));
  }
  return Array.from({ length: mostPoints }, (_, index) => {
    const [from, to] = [index, index + 1].map((place) => Math.floor((place * points.length) / mostPoints));
    const bin = points.slice(from, to);
    return { at: median(bin.map((each) => each.at)), bytes: median(bin.map((each) => each.bytes)) };
  });
}
