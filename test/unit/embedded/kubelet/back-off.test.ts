import { expect, test } from 'vitest';
import { BackOff } from '../../../../src/embedded/kubelet/back-off.ts';

const second = 1000;

/** The delays in seconds before each of `restarts` restarts of a container that ends after `life` seconds. */
function delays(restarts: number, life: number): number[] {
  const backOff = new BackOff();
  const found: number[] = [];
  let now = 0;
  for (let restart = 0; restart < restarts; restart += 1) {
    const endedAt = now + life * second;
    const holding = backOff.holding(endedAt, endedAt);
    found.push(holding?.seconds ?? 0);
    now = holding?.until ?? endedAt;
    backOff.started(endedAt, now);
  }
  return found;
}

test('the first restart is immediate, then the delay doubles up to five minutes', () => {
  expect(delays(8, 1)).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
});

test('a container that has run for more than ten minutes starts from the beginning', () => {
  expect(delays(4, 700)).toEqual([0, 0, 0, 0]);
});

test('a container that has run for less keeps its delay, counted from its end', () => {
  expect(delays(4, 500)).toEqual([0, 10, 20, 40]);
});

test('a delay holds until so many seconds after the end', () => {
  const backOff = new BackOff();
  backOff.started(0, 0);
  expect(backOff.holding(5 * second, 14 * second)).toEqual({ seconds: 10, until: 15 * second });
  expect(backOff.holding(5 * second, 15 * second)).toBeUndefined();
});
