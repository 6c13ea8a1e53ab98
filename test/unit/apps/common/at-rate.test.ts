import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atRate } from '../../../../apps/common/at-rate.ts';

let clock = 0;
let done = 0;
let end = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  [clock, done] = [0, 0];
  end = atRate(
    50,
    10,
    () => {
      done += 1;
    },
    () => clock,
  );
});

afterEach(() => {
  end();
  vi.useRealTimers();
});

/** Lets `milliseconds` pass with ticks only every `step`: more than the one asked for when the machine is busy. */
function pass(milliseconds: number, step: number): void {
  const until = clock + milliseconds;
  while (clock < until) {
    clock += step;
    vi.runOnlyPendingTimers();
  }
}

test('work is done at its rate', () => {
  pass(10_000, 10);
  expect(done).toBe(500);
});

test('the rate holds when ticks come late', () => {
  pass(9100, 700);
  expect(done).toBe(455);
});

test('no more than a second is made up for after a long standstill, beside what is due', () => {
  pass(30_000, 30_000);
  expect(done).toBe(51);
});

test('work that is due less than once a second is done all the same', () => {
  end();
  end = atRate(
    0.2,
    10,
    () => {
      done += 1;
    },
    () => clock,
  );
  pass(20_000, 10);
  expect(done).toBe(4);
});

test('no work is done once it was ended', () => {
  pass(1000, 10);
  end();
  pass(1000, 10);
  expect(done).toBe(50);
});
