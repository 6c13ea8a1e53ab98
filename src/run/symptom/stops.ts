import { formatSeconds } from '../../shared/quantity.ts';
import { stopsIn } from '../stops.ts';
import type { Look } from './sighting.ts';

/** Containers that were asked to end, and did so with one of these codes. */
export function stops(codes: readonly number[]): Look {
  return (context) =>
    stopsIn(context, ({ podUid }) => !context.earlierPods.has(podUid)).flatMap((stop) => {
      const { pod, container, exitCode, graceSeconds, seconds, memory } = stop;
      if (exitCode === null || !codes.includes(exitCode) || memory) return [];
      const after = seconds === null ? '' : ` ${formatSeconds(seconds)} after it was asked to`;
      const grace = graceSeconds === null ? '' : `, with a grace period of ${formatSeconds(graceSeconds)}`;
      const text = `container ${container} of ${pod} ended with exit code ${exitCode}${after}${grace}`;
      return [{ text, pod, after: Math.max(1, seconds ?? 1), ended: null }];
    });
}
