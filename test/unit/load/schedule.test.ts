import { describe, expect, test } from 'vitest';
import { dueBy, share } from '../../../src/load/schedule.ts';
import type { Traffic } from '../../../src/scenario/traffic.ts';

const spike: Traffic = { shape: 'spike', rate: 1, peak: 20, every: 10, lasts: 2 };

describe('requests that are due by a time', () => {
  test.each<[sentence: string, traffic: Traffic, seconds: number, due: number]>([
    ['none before the load begins', { shape: 'steady', rate: 50 }, -1, 0],
    ['the same number in every second of a steady load', { shape: 'steady', rate: 50 }, 3, 150],
    ['less than one a second', { shape: 'steady', rate: 0.5 }, 3, 1.5],
    ['half of the rate on average while a ramp climbs', { shape: 'ramp', rate: 10, over: 20 }, 20, 100],
    ['a quarter of that on the first half of the climb', { shape: 'ramp', rate: 10, over: 20 }, 10, 25],
    ['the rate once a ramp is up', { shape: 'ramp', rate: 10, over: 20 }, 25, 150],
    ['the calm rate before the first spike', spike, 8, 8],
    ['the peak within a spike', spike, 9, 28],
    ['calm and spike in every round', spike, 20, 96],
  ])('%s', (_sentence, traffic, seconds, due) => {
    expect(dueBy(traffic, seconds)).toBe(due);
  });
});

test('a share of a spike is lower, and as long', () => {
  expect(share(spike, 0.5)).toEqual({ shape: 'spike', rate: 0.5, peak: 10, every: 10, lasts: 2 });
});
