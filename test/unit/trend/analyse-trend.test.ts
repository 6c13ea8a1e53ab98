import { describe, expect, it } from 'vitest';
import { analyseTrend } from '../../../src/trend/analyse-trend.ts';
import type { Shape } from '../../../src/trend/trend.ts';
import { base, MiB, series } from './series.ts';
import type { Series } from './series.ts';

/** 15 s, 30 s and 60 s at 4 Hz, and half an hour at about 1 Hz. */
const counts = [60, 120, 240, 2000];
const seeds = 200;

/** How many of 200 seeds take each shape, as a share. */
function shares(kind: Omit<Series, 'seed'>): Record<Shape, number> {
  const tally: Record<Shape, number> = { flat: 0, climbing: 0, 'warming-up': 0, step: 0, 'too-short': 0 };
  for (let seed = 1; seed <= seeds; seed += 1) tally[analyseTrend(series({ ...kind, seed })).shape] += 1 / seeds;
  return tally;
}

const innocent: [string, Omit<Series, 'seed'>, number[]][] = [
  ['white noise', {}, counts],
  ['white noise of 5 %', { noise: 0.05 }, counts],
  ['AR(1) noise, φ = 0.5', { memory: 0.5, noise: 0.03 }, counts],
  ['AR(1) noise, φ = 0.8', { memory: 0.8, noise: 0.03 }, counts],
  ['a sawtooth of 3 periods', { teeth: { periods: 3, height: 0.3 } }, counts],
  ['a sawtooth of 4 periods', { teeth: { periods: 4, height: 0.3 } }, counts],
  ['a high sawtooth of 4 periods', { teeth: { periods: 4, height: 1 } }, counts],
  ['a sawtooth of 6 periods', { teeth: { periods: 6, height: 0.3 } }, counts],
  ['a sawtooth of 12 periods', { teeth: { periods: 12, height: 0.3 } }, [120, 240, 2000]],
  ['a sawtooth of 40 periods', { teeth: { periods: 40, height: 0.3 } }, [2000]],
  ['a short warm-up', { warmUp: { rise: 0.7, tau: 0.05 } }, counts],
  ['a warm-up of a tenth of the window', { warmUp: { rise: 0.3, tau: 0.1 } }, counts],
  ['a step up early', { step: { height: 0.5, where: 0.1 } }, counts],
  ['a step up in the middle', { step: { height: 0.2, where: 0.5 } }, counts],
  ['a step up late', { step: { height: 0.5, where: 0.9 } }, counts],
  ['a step down', { step: { height: -0.3, where: 0.5 } }, counts],
  ['a step up under a sawtooth', { step: { height: 0.4, where: 0.5 }, teeth: { periods: 8, height: 0.2 } }, counts],
];

describe('a curve without a leak is called climbing in at most 2 % of seeds', () => {
  const rows = innocent.flatMap(([name, kind, all]) => all.map((count) => ({ name, kind, count })));
  it.each(rows)('$name, $count points', ({ kind, count }) => {
    expect(shares({ ...kind, count }).climbing).toBeLessThanOrEqual(0.02);
  });
});

describe('known weaknesses stay within what was measured', () => {
  it.each([
    ['AR(1) noise that hardly comes back, φ = 0.9', { memory: 0.9, noise: 0.03, count: 240 }, 0.08],
    ['a warm-up of a quarter of the window', { warmUp: { rise: 0.7, tau: 0.25 }, count: 240 }, 0.08],
    ['a warm-up of a third of the window', { warmUp: { rise: 0.7, tau: 0.33 }, count: 240 }, 0.05],
    [
      'a warm-up under six teeth',
      { warmUp: { rise: 0.5, tau: 0.15 }, teeth: { periods: 6, height: 0.3 }, count: 60 },
      0.15,
    ],
    ['one period of a sawtooth', { teeth: { periods: 1, height: 0.3 }, count: 120 }, 0.08],
  ] satisfies [string, Omit<Series, 'seed'>, number][])('%s', (_name, kind, bound) => {
    expect(shares(kind).climbing).toBeLessThanOrEqual(bound);
  });

  it('half a period of a sawtooth looks like a climb when it has no drop, and is too short when it has one', () => {
    const tally = shares({ count: 120, teeth: { periods: 0.5, height: 0.3 } });
    expect(tally.climbing).toBeLessThan(0.65);
    expect(tally.flat + tally['warming-up']).toBeLessThan(0.05);
  });
});

const leaks: [string, Omit<Series, 'seed'>, number[], { missed: number; cleared: number }][] = [
  ['a drift of 10 %', { growth: 0.1 }, counts, { missed: 0.02, cleared: 0 }],
  ['a drift of 50 %', { growth: 0.5 }, counts, { missed: 0, cleared: 0 }],
  ['a drift that triples the floor', { growth: 2 }, counts, { missed: 0, cleared: 0 }],
  ['a drift of 20 % under 2 % noise', { growth: 0.2, noise: 0.02 }, counts, { missed: 0.02, cleared: 0 }],
  [
    'a drift of 30 % under 4 teeth',
    { growth: 0.3, teeth: { periods: 4, height: 0.3 } },
    counts,
    { missed: 0.02, cleared: 0 },
  ],
  [
    'a drift of half a tooth under 4 high teeth',
    { growth: 0.5, teeth: { periods: 4, height: 1 } },
    counts,
    { missed: 0.04, cleared: 0 },
  ],
  [
    'a drift of half a tooth under 6 teeth',
    { growth: 0.15, teeth: { periods: 6, height: 0.3 } },
    counts,
    { missed: 0.06, cleared: 0.01 },
  ],
  [
    'a drift of half a tooth under 12 teeth',
    { growth: 0.15, teeth: { periods: 12, height: 0.3 } },
    [240, 2000],
    { missed: 0.05, cleared: 0 },
  ],
  [
    'a drift of half a tooth under 40 teeth',
    { growth: 0.15, teeth: { periods: 40, height: 0.3 } },
    [2000],
    { missed: 0.02, cleared: 0 },
  ],
  [
    'a drift of 15 % after a short warm-up',
    { growth: 0.15, warmUp: { rise: 0.7, tau: 0.05 } },
    counts,
    { missed: 0.02, cleared: 0.02 },
  ],
  [
    'a drift of 15 % after a longer warm-up',
    { growth: 0.15, warmUp: { rise: 0.3, tau: 0.1 } },
    counts,
    { missed: 0.02, cleared: 0.02 },
  ],
];

describe('a leak is seldom missed, and more seldom called innocent than too short', () => {
  const rows = leaks.flatMap(([name, kind, all, bound]) => all.map((count) => ({ name, kind, count, bound })));
  it.each(rows)('$name, $count points', ({ kind, count, bound }) => {
    const tally = shares({ ...kind, count });
    expect(1 - tally.climbing).toBeLessThanOrEqual(bound.missed + 1e-9);
    expect(tally.flat + tally['warming-up'] + tally.step).toBeLessThanOrEqual(bound.cleared + 1e-9);
  });
});

describe('shapes have their names', () => {
  it.each([
    ['flat', {}],
    ['flat', { teeth: { periods: 12, height: 0.3 } }],
    ['warming-up', { warmUp: { rise: 0.7, tau: 0.1 } }],
    ['step', { step: { height: 0.4, where: 0.5 } }],
    ['climbing', { growth: 0.5 }],
  ] satisfies [Shape, Omit<Series, 'seed'>][])('%s for %o', (shape, kind) => {
    expect(shares({ ...kind, count: 240 })[shape]).toBeGreaterThan(0.85);
  });
});

describe('figures of a trend', () => {
  it('give the true slope inside the interval in nine of ten seeds or more', () => {
    const covered = Array.from({ length: seeds }, (_, index) => {
      const { slope } = analyseTrend(series({ seed: index + 1, growth: 0.5, count: 240 }));
      const truth = (0.5 * base) / (239 / 4);
      return slope.low <= truth && truth <= slope.high;
    });
    expect(covered.filter(Boolean).length).toBeGreaterThan(0.9 * seeds);
  });

  it('give the floor at the end, below the teeth', () => {
    const { floor } = analyseTrend(series({ seed: 3, growth: 0.5, count: 240, teeth: { periods: 8, height: 0.3 } }));
    expect(floor / base).toBeGreaterThan(1.4);
    expect(floor / base).toBeLessThan(1.55);
  });

  it('give the slope after a warm-up, not that of the warm-up', () => {
    const { slope } = analyseTrend(series({ seed: 3, count: 240, warmUp: { rise: 0.7, tau: 0.1 } }));
    expect(Math.abs(slope.perSecond) * 60).toBeLessThan(0.02 * base);
  });

  it('span the seconds that were given', () => {
    expect(analyseTrend(series({ seed: 1, count: 120 })).seconds).toBeCloseTo(119 / 4);
  });
});

describe('odd input', () => {
  it('of no or few points is too short', () => {
    expect(analyseTrend([]).shape).toBe('too-short');
    expect(analyseTrend(series({ seed: 1, count: 20, growth: 3 })).shape).toBe('too-short');
  });

  it('in one moment is too short', () => {
    expect(analyseTrend(Array.from({ length: 60 }, () => ({ at: 5, bytes: MiB }))).shape).toBe('too-short');
  });

  it('without any noise is flat, and a pure line climbs', () => {
    const points = Array.from({ length: 60 }, (_, index) => ({ at: index / 4, bytes: base }));
    expect(analyseTrend(points).shape).toBe('flat');
    expect(analyseTrend(points.map(({ at }) => ({ at, bytes: base + at * MiB }))).shape).toBe('climbing');
  });

  it('out of order gives what it gives in order', () => {
    const points = series({ seed: 9, growth: 0.5 });
    expect(analyseTrend(points.toReversed())).toEqual(analyseTrend(points));
  });

  it('with a gap of a third of the window is judged by what was seen', () => {
    const points = series({ seed: 9, count: 240, growth: 0.5 }).filter((_, index) => index < 80 || index >= 160);
    expect(analyseTrend(points).shape).toBe('climbing');
  });

  it('with points that are no numbers is judged without them', () => {
    const points = series({ seed: 9, growth: 0.5 });
    expect(analyseTrend([...points, { at: Number.NaN, bytes: 1 }])).toEqual(analyseTrend(points));
  });
});

describe('a rise without a drop that is less than one known tooth', () => {
  const rise = series({ seed: 4, growth: 0.2 });

  it('is too short', () => {
    expect(analyseTrend(rise, { tooth: 16 * MiB }).shape).toBe('too-short');
  });

  it('climbs when it is more than that', () => {
    expect(analyseTrend(rise, { tooth: 8 * MiB }).shape).toBe('climbing');
  });
});

describe('a growth that is known to be none', () => {
  const rise = series({ seed: 4, growth: 0.1, count: 240 });

  it('is flat', () => {
    expect(analyseTrend(rise, { creep: 8 * MiB }).shape).toBe('flat');
  });

  it('climbs when it is more than that', () => {
    expect(analyseTrend(rise, { creep: 4 * MiB }).shape).toBe('climbing');
  });
});

describe('a warm-up in stages, as Node makes it', () => {
  it('is none of a climb', () => {
    // Anonymous MiB of the bounded processor in a kind cluster, one sample in four.
    const stages = [
      4, 23, 30, 34, 34, 34.2, 34.4, 34.6, 34.8, 35, 35.2, 35.4, 35.6, 35.8, 36, 36, 36, 36, 36, 36, 36, 36, 36, 36,
    ];
    const points = stages.flatMap((level, index) =>
      [0, 0.25, 0.5, 0.75].map((share) => ({ at: index + share, bytes: level * MiB })),
    );
    expect(analyseTrend(points).shape).toBe('warming-up');
  });
});
