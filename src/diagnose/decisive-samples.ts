import type { MemorySample } from '../evidence/memory.ts';

/** Usage this near to the limit: the kernel drops page cache to hold it there. */
const held = 0.985;
/** Anonymous memory that makes up so much of the limit is what presses; less of it, and page cache fills the rest. */
const pressing = 0.7;

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

function withoutRemains(samples: readonly MemorySample[]): MemorySample[] {
  let end = samples.length;
  for (let index = samples.length - 1; index > 0; index -= 1) {
    const [before, last] = [samples[index - 1], samples[index]];
    if (before === undefined || last === undefined || last.usage >= 0.2 * before.usage) break;
    end = index;
  }
  return samples.slice(0, end);
}
