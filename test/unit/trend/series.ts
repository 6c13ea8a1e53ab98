/** Memory curves with known truth, made from a seed: bytes around 60 MiB, four samples a second. */
import type { Point } from '../../../src/trend/trend.ts';

export const MiB = 2 ** 20;
export const base = 60 * MiB;

export interface Series {
  /** Number of points. */
  count?: number;
  /** Samples per second. */
  rate?: number;
  seed: number;
  /** Standard deviation of the noise as a share of the base. */
  noise?: number;
  /** AR(1) coefficient of the noise; 0 is white. */
  memory?: number;
  /** Growth of the floor over the whole window, as a share of the base. */
  growth?: number;
  /** GC teeth: how many fit in the window, and their height as a share of the base. */
  teeth?: { periods: number; height: number };
  /** A start that levels off: how much it adds, as a share of the base, and its time constant as a share of the window. */
  warmUp?: { rise: number; tau: number };
  /** One load step: its height as a share of the base, and where in the window it happens (0 to 1). */
  step?: { height: number; where: number };
}

export function series(options: Series): Point[] {
  const { count = 120, rate = 4, seed, noise = 0.01, memory = 0, growth = 0, teeth, warmUp, step } = options;
  const random = generator(seed);
  let wander = gaussian(random);
  // Each tooth is up to a fifth longer or shorter than the mean, and starts anywhere in its period.
  let phase = random();
  let length = 0.8 + 0.4 * random();
  return Array.from({ length: count }, (_, index) => {
    const share = index / (count - 1);
    let level = 1 + growth * share;
    wander = memory * wander + Math.sqrt(1 - memory ** 2) * gaussian(random);
    level += noise * wander;
    if (warmUp !== undefined) level += warmUp.rise * (1 - Math.exp(-share / warmUp.tau) - 1);
    if (step !== undefined && share >= step.where) level += step.height;
    if (teeth !== undefined) {
      phase += teeth.periods / count / length;
      if (phase >= 1) {
        phase -= 1;
        length = 0.8 + 0.4 * random();
      }
      level += teeth.height * phase;
    }
    return { at: index / rate, bytes: level * base };
  });
}

/** mulberry32: small, seeded, good enough for noise. */
export function generator(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
