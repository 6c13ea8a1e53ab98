import { analyseTrend } from '../trend/analyse-trend.ts';
import { timeToExhaustion } from '../trend/time-to-exhaustion.ts';
import type { Point, Trend } from '../trend/trend.ts';
import type { Aftermath, Instance, JudgeOptions } from './case.ts';
import { etaOf } from './eta.ts';
import { curveOf } from './instances.ts';
import type { Eta } from './judgement.ts';

/** A rise of less than this without a single drop may be V8 filling its young generation (--max-semi-space-size). */
const youngGeneration = 16 * 2 ** 20;
/**
 * What Node grows by with nothing leaking: code, metadata and the allocator's fragments. Measured: 2 MiB in the first
 * half minute, on 34 and on 45; 9 and 12 MiB in 35 minutes at the incident's own pace, the heap after GC standing still.
 */
const nodeCreep = { first: 4 * 2 ** 20, later: 16 * 2 ** 20, laterSeconds: 1800 };
/** Growth of other memory within the watch that is looked at, as a share of the limit. */
const muchOfLimit = 0.1;

export interface Forecast {
  instance: Instance;
  trend: Trend;
  /** Bytes: what its cgroup enforced last, else the container's limit, else the node's memory; null where unknown. */
  limit: number | null;
  /** Null while the floor does not climb, or no limit is known. */
  eta: Eta | null;
  /** True when the floor climbs and even the earliest time in the interval is past the horizon. */
  pastHorizon: boolean;
  /** Bytes by which memory that is not the app's own (page cache, memory-backed volumes) climbed; 0 when it did not. */
  otherGrowth: number;
}

/**
 * Where the memory of one instance is going. The horizon is held against the low bound of the interval: `resolved` is a
 * promise, and a failure that may come before the horizon would break it.
 */
export function forecast(instance: Instance, aftermath: Aftermath, options: JudgeOptions): Forecast {
  const curve = curveOf(instance);
  const trend = analyseTrend(curve, { tooth: youngGeneration, creep: creepOver(curve) });
  const limit = limitOf(instance, aftermath);
  const left =
    trend.shape === 'climbing' && limit !== null ? timeToExhaustion(trend, limit, reachAbove(instance, trend)) : null;
  const seen = trend.floors.at(-1)?.at ?? 0;
  const lab = left && {
    expected: seen + left.expected,
    low: seen + left.low,
    high: left.high === null ? null : seen + left.high,
  };
  const eta = lab && etaOf('projected', lab, options.speedup);
  const pastHorizon = eta !== null && eta.real.low > options.horizonSeconds;
  return { instance, trend, limit, eta, pastHorizon, otherGrowth: growthOfOther(instance, limit) };
}

function creepOver(curve: Point[]): number {
  const seconds = (curve.at(-1)?.at ?? 0) - (curve[0]?.at ?? 0);
  const { first, later, laterSeconds } = nodeCreep;
  return first + (later - first) * Math.min(1, seconds / laterSeconds);
}

/**
 * How far the working set reaches above the climbing floor, in bytes, at most in the last third: garbage not yet
 * collected, and memory of the kernel that is charged to the container and may or may not be dropped in time.
 */
function reachAbove({ samples, startedAt }: Instance, { floor, floors, slope }: Trend): number {
  const end = floors.at(-1)?.at ?? 0;
  const above = samples.slice(-Math.ceil(samples.length / 3)).map(({ time, workingSet }) => {
    const at = (time - startedAt) / 1000;
    return workingSet - floor - slope.perSecond * (at - end);
  });
  return Math.max(0, ...above);
}

function limitOf({ container, samples }: Instance, { guarded, nodeMemory }: Aftermath): number | null {
  const written = guarded?.containers.find(({ name }) => name === container)?.memoryLimit ?? null;
  return samples.at(-1)?.limit ?? written ?? nodeMemory;
}

/** Where `rss` leaves out shared memory, as `container_memory_rss` does, a leak into a tmpfs would look flat. */
function growthOfOther({ samples, startedAt }: Instance, limit: number | null): number {
  const trend = analyseTrend(
    samples.map(({ time, workingSet, rss }) => ({ at: (time - startedAt) / 1000, bytes: workingSet - rss })),
  );
  const growth = trend.slope.perSecond * trend.seconds;
  return trend.shape === 'climbing' && limit !== null && growth >= muchOfLimit * limit ? growth : 0;
}
