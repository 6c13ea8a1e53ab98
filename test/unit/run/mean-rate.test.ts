import { expect, test } from 'vitest';
import { meanRate } from '../../../src/run/mean-rate.ts';

test('nothing measured is no rate', () => {
  expect(meanRate([])).toBeNull();
});

test('an answer that comes late changes nothing over the whole', () => {
  const even = [1, 1, 1, 1].map((seconds) => ({ perSecond: 1000, seconds }));
  // The counter was read half a second late once: 500 units too many before, and as many too few after.
  const late = [1000, 1500, 500, 1000].map((perSecond) => ({ perSecond, seconds: 1 }));
  expect(meanRate(late)).toBe(meanRate(even));
});

test('a long span counts for more than a short one', () => {
  const spans = [
    { perSecond: 1000, seconds: 9 },
    { perSecond: 2000, seconds: 1 },
  ];
  expect(meanRate(spans)).toBe(1100);
});
