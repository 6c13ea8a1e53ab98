import { windowFloors } from './floors.ts';
import { fitLevelling, fitStep } from './models.ts';
import { median, quantile } from './quantile.ts';
import { smooth } from './smooth.ts';
import { findTeeth, neighbourNoise } from './teeth.ts';
import type { Teeth } from './teeth.ts';
import { theilSen } from './theil-sen.ts';
import type { Line } from './theil-sen.ts';
import type { Point, Shape, Trend } from './trend.ts';

export interface TrendOptions {
  /** Bytes that the process may gather between two collections, where that is known: a rise without a single drop that
   *  is smaller may be one tooth seen in part, and is `too-short`. Default 0: every such rise counts. */
  tooth?: number;
  /** Bytes of growth over the window that are none, where the process is known to grow so without a leak. Default 0. */
  creep?: number;
}

/** Fewer points than this say nothing. */
const fewestPoints = 24;
/** Points per window at least, and windows at most: minima of fewer points are noise, more windows only cost time. */
const pointsPerWindow = 5;
const mostWindows = 30;
/** Growth over the window that counts: as a share of the floor, of the teeth's height, of the floors' spread. */
const least = { ofFloor: 0.04, ofTeeth: 0.2, ofSpread: 3.5, onTop: 0.75 };
/** Teeth under this share of the floor can be left in the curve: taken for a climb, they would be a small one. */
const lowTeeth = 0.12;
/** Fewer floors than this leave no room to compare models of three and four parameters. */
const fewestForModels = 8;
/** F(1, 8) at 1 %: a climb on top of another model must explain more than that. */
const leastF = 7;
/** A straight line leaves a quarter of its variance unexplained by two levels; a true step leaves next to nothing. */
const clearStep = 0.1;
/** What a step or a warm-up leaves unexplained at most, of a curve that is called by its name. */
const mostUnexplained = 0.3;
/** The slope of the last third, as a share of the whole slope, under which the climb is over. */
const stillClimbing = 0.3;

/**
 * Says whether the floor of a memory curve climbs. The recipe, and the textbook tests that it replaces, are measured in
 * the tests beside it. Floors are the bottoms of the GC teeth, or minima over windows where there are no teeth; they
 * climb when their Theil–Sen slope is positive with its whole interval, the growth matters, and a straight line explains
 * them better than a load step (two levels) or a warm-up (a curve that levels off).
 *
 * What it cannot tell: with one or two teeth in the window the floor is not known, and the shape is `too-short` unless
 * the two bottoms are level. A rise without a single drop is `climbing`, though the first part of one huge tooth looks
 * the same: give `tooth` where its height is known. A warm-up with a time constant over half of the window looks like
 * a line. A leak that adds less than 4 % to the floor within the window looks flat: see the slope's upper bound.
 *
 * `points` of one container instance, in any order; seconds and bytes. Deterministic; linear in the number of points.
 */
export function analyseTrend(points: Point[], options: TrendOptions = {}): Trend {
  const ordered = points
    .filter((point) => Number.isFinite(point.at) && Number.isFinite(point.bytes))
    .toSorted((a, b) => a.at - b.at);
  const seconds = (ordered.at(-1)?.at ?? 0) - (ordered[0]?.at ?? 0);
  if (ordered.length < fewestPoints || seconds <= 0) return tooShort(ordered, seconds);

  const curve = smooth(ordered);
  const noise = neighbourNoise(curve.length < ordered.length ? curve : ordered);
  const teeth = findTeeth(curve, noise);
  const floors = takeFloors(curve, teeth, noise, options.creep ?? 0);
  if (floors === undefined) return tooShort(ordered, seconds);
  const whole = describe(floors);
  const rise = whole.line.perSecond * seconds;
  if (whole.shape === 'climbing' && teeth.bottoms.length === 0 && rise < (options.tooth ?? 0)) {
    return tooShort(ordered, seconds);
  }
  return trendOf(whole, seconds);
}

interface Floors {
  points: Point[];
  /** Standard deviation of one floor, and the least growth over all of them that matters; bytes. */
  noise: number;
  leastGrowth: number;
}

interface Description {
  shape: Shape;
  line: Line;
  floors: Point[];
}

/** The bottoms of the teeth, or window minima where there are none or very many; undefined when one cannot say. */
function takeFloors(points: Point[], teeth: Teeth, noise: number, creep: number): Floors | undefined {
  const seconds = (points.at(-1)?.at ?? 0) - (points[0]?.at ?? 0);
  const drops = teeth.bottoms.length;
  const fitting = Math.min(mostWindows, Math.floor(points.length / pointsPerWindow));
  if (drops >= 3) {
    const floors = drops <= mostWindows ? teeth.bottoms : windowFloors(points, Math.floor(seconds / teeth.period));
    return floorsWith(floors, noise, Math.max(creep, least.ofTeeth * teeth.height));
  }
  const floors = windowFloors(points, fitting);
  if (drops === 0) return floorsWith(floors, noise, creep);

  // One or two teeth: they may be too low to matter, or the two bottoms are level.
  const [first, last] = [teeth.bottoms[0], teeth.bottoms.at(-1)];
  const level =
    drops === 2 && first !== undefined && last !== undefined && last.bytes - first.bytes <= 0.1 * teeth.height;
  const low = teeth.height <= lowTeeth * median(floorBytes(floors));
  return low || level ? floorsWith(floors, noise, Math.max(creep, teeth.height)) : undefined;
}

function floorsWith(floors: Point[], noise: number, leastGrowth: number): Floors {
  const growth = Math.max(leastGrowth, least.ofFloor * median(floorBytes(floors)));
  return { points: floors, noise, leastGrowth: growth };
}

function describe({ points: floors, noise, leastGrowth }: Floors): Description {
  const line = theilSen(floors, noise);
  const span = (floors.at(-1)?.at ?? 0) - (floors[0]?.at ?? 0);
  if (floors.length < fewestForModels) {
    const grows = line.low > 0 && line.perSecond * span >= Math.max(leastGrowth, least.ofSpread * line.spread);
    if (grows && keepsClimbing(floors)) return { shape: 'climbing', line, floors };
    return { shape: line.perSecond * span >= leastGrowth && !levelledOff(floors) ? 'too-short' : 'flat', line, floors };
  }

  const [step, levelling] = [fitStep(floors), fitLevelling(floors)];
  const better = step.unexplained < levelling.unexplained ? step : levelling;
  const leastRise = Math.max(leastGrowth, least.ofSpread * Math.min(step.spread, levelling.spread));
  const grows = (each: Line) => each.low > 0 && each.perSecond * span >= leastRise;
  const climbsOnTop = better.climbF > leastF && better.climb * span >= least.onTop * leastGrowth;
  if (climbsOnTop && grows(line) && stillClimbs(floors, line)) return { shape: 'climbing', line, floors };
  // A warm-up before the climb bends the line: what comes after it decides.
  const late = lateFloors(floors, better.settledFrom);
  const lateLine = theilSen(late, noise);
  if (climbsOnTop && grows(lateLine) && stillClimbs(floors, lateLine))
    return { shape: 'climbing', line: lateLine, floors: late };

  // It grew by something that matters, and neither a climb nor its end is proven.
  const isStep = better === step && step.unexplained < clearStep;
  if (line.perSecond * span >= leastGrowth && !isStep && lateLine.perSecond > line.perSecond / 2) {
    return { shape: 'too-short', line, floors };
  }
  const change = quantile(floorBytes(floors), 0.9) - quantile(floorBytes(floors), 0.1);
  if (better.unexplained > mostUnexplained) return { shape: 'flat', line, floors };
  // The line through a bend says nothing of what comes: the slope is that of the later part.
  const bend = better === step ? 'step' : 'warming-up';
  return { shape: change < leastGrowth ? 'flat' : bend, line: lateLine, floors: late };
}

/**
 * Warm-ups come in stages (boot, first collections, optimised code), which no single curve fits: whatever the models
 * say, what climbs must climb in the last third too.
 */
function stillClimbs(floors: Point[], line: Line): boolean {
  const last = theilSen(floors.slice(-Math.max(6, Math.ceil(floors.length / 3))));
  return last.perSecond >= stillClimbing * line.perSecond;
}

/** Floors from that second on, or the last four where fewer are left. */
function lateFloors(floors: Point[], from: number): Point[] {
  const late = floors.filter((floor) => floor.at >= from);
  return late.length >= 4 ? late : floors.slice(-4);
}

/** Few floors cannot tell models apart: it must have climbed in the later half too, and not all at once. */
function keepsClimbing(floors: Point[]): boolean {
  const share = laterShare(floors);
  return share > 0.2 && share < 0.9;
}

function levelledOff(floors: Point[]): boolean {
  return laterShare(floors) < 0.1;
}

/** Which share of the growth fell into the later half of the floors. */
function laterShare(floors: Point[]): number {
  const bytes = floorBytes(floors);
  const middle = bytes[Math.floor((bytes.length - 1) / 2)] ?? 0;
  const [first, last] = [bytes[0] ?? 0, bytes.at(-1) ?? 0];
  return last > first ? (last - middle) / (last - first) : 0;
}

function floorBytes(floors: Point[]): number[] {
  return floors.map((floor) => floor.bytes);
}

function trendOf({ shape, line, floors }: Description, seconds: number): Trend {
  const end = floors.at(-1)?.at ?? 0;
  const late = median(floorBytes(floors.slice(-Math.max(1, Math.ceil(floors.length / 3)))));
  const floor = shape === 'climbing' ? line.intercept + line.perSecond * end : late;
  const { perSecond, low, high } = line;
  return { shape, slope: { perSecond, low, high }, floor, floors, seconds };
}

function tooShort(points: Point[], seconds: number): Trend {
  const floor = points.length === 0 ? 0 : Math.min(...points.slice(-mostWindows).map((point) => point.bytes));
  const unknown = { perSecond: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return { shape: 'too-short', slope: unknown, floor, floors: [], seconds };
}
