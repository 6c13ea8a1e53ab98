import type { MemorySample } from '../evidence/memory.ts';
import { analyseTrend } from '../trend/analyse-trend.ts';
import { median } from './median.ts';
import { theilSen } from '../trend/theil-sen.ts';
import type { Point } from '../trend/trend.ts';
import { decisiveSamples } from './decisive-samples.ts';

/**
 * How the memory of one instance went:
 * - `grows`: from a low start, with time, to its end or until now;
 * - `jumps`: flat for most of its life, then up within a short while;
 * - `at-limit`: at the limit in the first seconds, or flat beside it;
 * - `flat`: none of these; `unseen`: too little of it was seen.
 */
export type Behaviour = 'grows' | 'jumps' | 'at-limit' | 'flat' | 'unseen';

export interface Rate {
  /** Bytes per second, with the bounds of a 95 % interval. */
  perSecond: number;
  low: number;
  high: number;
}

export interface Curve {
  behaviour: Behaviour;
  /** Set where it grows. */
  rate: Rate | null;
  /** True when the trend's own test (floors, Theil–Sen) calls it climbing, and not only the bare rise. */
  clear: boolean;
  /** Bytes after the start-up, at the end, and at the highest; null where nothing was seen. */
  start: number | null;
  end: number | null;
  peak: number | null;
  /** When a jump began, in seconds since the start. */
  jumpAt: number | null;
  samples: number;
}

export interface Life {
  startedAt: number;
  /** Null while it lives. */
  endedAt: number | null;
  limit: number | null;
  /** False where its pod has never been ready, by a readiness probe of its own. */
  everReady: boolean;
  /** True where a volume of its pod is in memory. */
  memoryVolume: boolean;
  /** When the last burst of load in this life began, as far as the load is known; milliseconds since the Unix epoch. */
  burstAt: number | null;
  /** True where most of what was asked of it was never answered. */
  inProgress: boolean;
}

/**
 * A life this short, in seconds, ends in its start-up: nothing can have grown "with time" in it. A container that has
 * never been ready is still in its start-up after a minute, on a slow machine.
 */
const firstSeconds = { ready: 3, neverReady: 60 };
const fewestPoints = 6;
/** Seconds after the begin of a burst of load within which an end is its doing. */
const soon = 10;
/** Less growth than this share of the limit explains nothing. */
const leastRise = { dead: 0.15, alive: 0.05 };
/**
 * By how much the floor of a living container must have risen: this share of the limit, or what Node gains by itself at
 * most. A process that makes much garbage gained 8 MiB in its first 20 s (measured), and nothing after that.
 */
const leastClimb = { ofLimit: 0.1, bytes: 16 * 2 ** 20 };

export function readCurve(samples: readonly MemorySample[], life: Life): Curve {
  const all = pointsOf(decisiveSamples(samples, life), life);
  const seconds = life.endedAt === null ? (all.at(-1)?.at ?? 0) : (life.endedAt - life.startedAt) / 1000;
  // A runtime loads itself in its first second, whatever the app does later.
  const points = all.filter((point) => point.at >= Math.max(1, Math.min(5, 0.05 * seconds)));
  const seen = {
    rate: null,
    clear: false,
    start: points[0]?.bytes ?? all[0]?.bytes ?? null,
    end: all.at(-1)?.bytes ?? null,
    peak: all.length === 0 ? null : all.reduce((best, { bytes }) => Math.max(best, bytes), 0),
    jumpAt: null,
    samples: all.length,
  };
  const { limit } = life;
  const startUp = life.everReady ? firstSeconds.ready : firstSeconds.neverReady;
  if (life.endedAt !== null && limit !== null && seconds <= startUp) return { ...seen, behaviour: 'at-limit' };
  if (points.length < fewestPoints) return { ...seen, behaviour: 'unseen' };
  const levels = points.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const [start = 0, end = 0] = [points[0]?.bytes, points.at(-1)?.bytes];
  if (limit !== null && start >= 0.85 * limit && (levels[0] ?? 0) >= 0.8 * limit)
    return { ...seen, behaviour: 'at-limit' };

  const scale = limit ?? Math.max(end, 1);
  const burstAt = life.burstAt === null ? null : (life.burstAt - life.startedAt) / 1000;
  if (end - start < (life.endedAt === null ? leastRise.alive : leastRise.dead) * scale) {
    // A rise from flat to the kill may take less time than there is between two samples.
    const unseen = life.endedAt !== null && burstAt !== null && seconds - burstAt <= soon;
    return unseen ? { ...seen, behaviour: 'jumps', jumpAt: Math.max(0, burstAt) } : { ...seen, behaviour: 'flat' };
  }
  const jumpAt = jumpOf(points) ?? (burstAt === null ? null : jumpAfter(burstAt, points, life.inProgress));
  if (jumpAt !== null) return { ...seen, behaviour: 'jumps', jumpAt };
  const creep = life.endedAt === null ? Math.min(leastClimb.ofLimit * scale, leastClimb.bytes) : 0;
  const { rate, clear } = growth(points, creep);
  const grows = clear || (life.endedAt !== null && rate.low > 0);
  return { ...seen, behaviour: grows ? 'grows' : 'flat', rate: grows ? rate : null, clear };
}

/**
 * What kills: memory that the kernel cannot drop. Where most of the working set is something else to the end, and the
 * container was killed or has a volume in memory, it is that something: not every source counts a tmpfs to `rss`. In a
 * container that lives without one it is page cache, which goes when the memory is needed.
 */
function pointsOf(samples: readonly MemorySample[], { startedAt, endedAt, memoryVolume }: Life): Point[] {
  const last = samples.at(-1);
  const isOther = last !== undefined && last.rss < 0.5 * last.workingSet && (endedAt !== null || memoryVolume);
  const field = isOther ? 'workingSet' : 'rss';
  return samples.map((sample) => ({ at: (sample.time - startedAt) / 1000, bytes: sample[field] }));
}

/** A jump: four fifths of the rise in the last third of the time or less. A straight line takes four fifths for it. */
function jumpOf(points: readonly Point[]): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const threshold = first.bytes + 0.2 * (last.bytes - first.bytes);
  const below = points.findLast((point) => point.bytes <= threshold);
  if (below === undefined) return null;
  const share = (last.at - below.at) / (last.at - first.at);
  return share <= 1 / 3 ? below.at : null;
}

/**
 * The time of a burst of load that memory followed: shortly before it memory was near its usual height, so that four
 * fifths of its rise above that came afterwards. A line that climbs whatever the load is far above it by then.
 */
function jumpAfter(burstAt: number, points: readonly Point[], inProgress: boolean): number | null {
  const before = points.filter(({ at }) => at <= burstAt);
  const end = points.at(-1)?.bytes ?? 0;
  // A life that began in the burst has no time before it, and all of its rise afterwards; and what is held by work in
  // progress came with that work.
  if (before.length < fewestPoints || inProgress) return Math.max(0, burstAt);
  const third = Math.floor(before.length / 3);
  const [usual, last] = [before.slice(0, -third), before.slice(-third)].map((part) =>
    median(part.map(({ bytes }) => bytes)),
  );
  return usual !== undefined && last !== undefined && last <= usual + 0.2 * (end - usual) ? burstAt : null;
}

function growth(points: Point[], creep: number): { rate: Rate; clear: boolean } {
  const trend = analyseTrend(points, { creep });
  if (trend.shape === 'climbing') return { rate: trend.slope, clear: true };
  // Too few points for a trend, or a curve that bends: the line through the points themselves.
  const every = Math.ceil(points.length / 100);
  const { perSecond, low, high } = theilSen(points.filter((_, index) => index % every === 0));
  return { rate: { perSecond, low, high }, clear: false };
}
