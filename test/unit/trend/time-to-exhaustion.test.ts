import { expect, it } from 'vitest';
import { timeToExhaustion } from '../../../src/trend/time-to-exhaustion.ts';
import type { Trend } from '../../../src/trend/trend.ts';

const trend = (slope: Trend['slope'], floor = 100): Trend => ({
  shape: 'climbing',
  slope,
  floor,
  floors: [],
  seconds: 60,
});

it('is headroom over slope, and soonest for the steepest slope', () => {
  expect(timeToExhaustion(trend({ perSecond: 10, low: 5, high: 20 }), 300)).toEqual({
    expected: 20,
    low: 10,
    high: 40,
  });
});

it('is nothing where the slope may be none', () => {
  expect(timeToExhaustion(trend({ perSecond: 10, low: 0, high: 20 }), 300)).toBeNull();
});

it('is now where the limit is reached', () => {
  expect(timeToExhaustion(trend({ perSecond: 10, low: 5, high: 20 }, 400), 300)).toEqual({
    expected: 0,
    low: 0,
    high: 0,
  });
});

it('is sooner by what reaches above the floor, at the earliest', () => {
  expect(timeToExhaustion(trend({ perSecond: 10, low: 5, high: 20 }), 300, 100)).toEqual({
    expected: 20,
    low: 5,
    high: 40,
  });
});
