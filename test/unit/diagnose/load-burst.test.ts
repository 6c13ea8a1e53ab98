import { describe, expect, test } from 'vitest';
import { burstIn, wasInProgress } from '../../../src/diagnose/load-burst.ts';
import type { LoadSeries } from '../../../src/evidence/load.ts';

const start = Date.parse('2026-03-01T10:00:00Z');

/** A load of so many requests in each second from the start on. */
function loadOf(counts: number[]): LoadSeries {
  const seconds = counts.flatMap((sent, second) =>
    sent === 0 ? [] : [{ time: start + second * 1000, sent, served: sent, failed: 0, unsent: 0, p95: 5 }],
  );
  return { sender: 'node', shape: 'steady', words: '', before: null, after: null, seconds };
}

const burst = (counts: number[]) => {
  const at = burstIn(loadOf(counts), start, start + counts.length * 1000);
  return at === null ? null : (at - start) / 1000;
};

describe('a burst of load', () => {
  test('begins with its first second', () => {
    expect(burst([1, 0, 1, 1, 0, 1, 24, 20])).toBe(6);
  });

  test('is the last one where there are several', () => {
    expect(burst([1, 1, 1, 1, 24, 1, 1, 1, 24, 24, 1])).toBe(8);
  });

  test.each([
    ['an even load, however high', [50, 50, 51, 49, 50, 50]],
    ['a load that begins', [0, 0, 0, 0, 50, 50, 50]],
    ['a ramp', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['a few requests more', [1, 1, 1, 1, 3, 1]],
  ])('is not seen in %s', (_what, counts) => {
    expect(burst(counts)).toBeNull();
  });

  test('is not seen where no load is known', () => {
    expect(burstIn(null, start, start + 10_000)).toBeNull();
  });
});

describe('work is in progress', () => {
  const end = start + 10_000;
  const load = (served: number, time = start + 5000): LoadSeries => ({
    ...loadOf([]),
    seconds: [{ time, sent: 10, served, failed: 10 - served, unsent: 0, p95: null }],
  });

  test('where most requests were never answered', () => {
    expect(wasInProgress(load(4), start, end)).toBe(true);
  });

  test('not where half of them were', () => {
    expect(wasInProgress(load(5), start, end)).toBe(false);
  });

  test('not where they belong to another life', () => {
    expect(wasInProgress(load(0, end + 1000), start, end)).toBe(false);
  });
});
