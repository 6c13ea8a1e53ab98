import type { MemorySample } from '../evidence/memory.ts';

/** Usage this near to the limit: the kernel drops page cache to hold it there. */
const held = 0.985;
/** Anonymous memory that makes up so much of the limit is what presses; less of it, and page cache fills the rest. */
const pressing = 0.7;
/** What is left of this share of the height of the last seconds (in milliseconds) is what a dead process leaves. */
const standing = 0.7;
const lastSeconds = 3000;

/**
 * The samples of a life that tell how its memory went. Left out are those after its end, when the cgroup is empty but
 * still there, and those at its end in which the kernel holds usage at the limit by dropping page cache: seconds of
 * standing still (measured on kind: up to 3 s under load) that are no part of the curve.
 */
export function decisiveSamples(samples: readonly MemorySample[], life: { endedAt: number | null }): MemorySample[] {
  if (life.endedAt === null) return [...samples];
  const lived = withoutRemains(samples);
  const reached = lived.findIndex(({ usage, workingSet, rss, limit }) => {
    return limit !== null && usage >= held * limit && Math.max(rss, workingSet / 2) >= pressing * limit;
  });
  // A life that began at the limit has nothing else to show.
  return reached < lived.length / 2 ? lived : lived.slice(0, reached + 1);
}

/**
 * A killed process gives its memory back over a second or so, and its cgroup is still there after it: samples at the end
 * that fall well below the height of the last seconds are remains, not life.
 */
function withoutRemains(samples: readonly MemorySample[]): MemorySample[] {
  const lastAt = samples.at(-1)?.time ?? 0;
  const height = Math.max(0, ...samples.filter(({ time }) => time >= lastAt - lastSeconds).map(({ usage }) => usage));
  const end = samples.findLastIndex(({ usage }) => usage >= standing * height);
  return samples.slice(0, end + 1);
}
