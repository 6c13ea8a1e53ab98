import { formatSeconds } from '../shared/quantity.ts';
import type { Instance } from '../verify/case.ts';

/** Seconds without a sample that no verdict can stand on; a busy node delays single samples by a second or two. */
const longest = 10;

/**
 * Sentences about the times in which the witness saw nothing of a container that was running, from `since` to `until`,
 * milliseconds since the Unix epoch.
 */
export function witnessGaps(instances: Instance[], since: number, until: number): string[] {
  return instances.flatMap(({ pod, container, startedAt, endedAt, samples }) => {
    const times = [Math.max(startedAt, since), ...samples.map(({ time }) => time), endedAt ?? until];
    const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? time)) / 1000);
    const gap = Math.max(...gaps);
    if (samples.length === 0 || gap <= longest) return [];
    return [`The witness saw nothing of container ${container} of ${pod} for ${formatSeconds(gap)}.`];
  });
}
