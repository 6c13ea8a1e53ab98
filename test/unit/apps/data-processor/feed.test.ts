import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startFeed } from '../../../../apps/data-processor/feed.ts';
import type { PaceName } from '../../../../apps/data-processor/pace.ts';
import { paces } from '../../../../apps/data-processor/pace.ts';
import { Processor } from '../../../../apps/data-processor/processor.ts';
import { RecentEvents } from '../../../../apps/data-processor/recent-events.ts';

let clock = 0;
let endFeed = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  clock = 0;
});

afterEach(() => {
  endFeed();
  vi.useRealTimers();
});

function feedAt(pace: PaceName): Processor {
  const processor = new Processor(new RecentEvents(10), true);
  endFeed = startFeed(processor, paces[pace], () => clock);
  return processor;
}

/** Lets `milliseconds` pass with ticks only every `step`: more than the pace's own when the machine is busy. */
function pass(milliseconds: number, step: number): void {
  const until = clock + milliseconds;
  while (clock < until) {
    clock += step;
    vi.runOnlyPendingTimers();
  }
}

test.each([
  ['real', 10],
  ['lab', 1000],
] as const)('feeds at the %s pace %i events a second', (pace, rate) => {
  const processor = feedAt(pace);
  pass(60_000, paces[pace].tick);
  expect(processor.processed).toBe(60 * rate);
});

test('keeps the rate when ticks come late', () => {
  const processor = feedAt('lab');
  pass(9100, 700);
  expect(processor.processed).toBe(9100);
});

test('makes up for no more than a second after a long standstill', () => {
  const processor = feedAt('lab');
  pass(30_000, 30_000);
  expect(processor.processed).toBe(1000);
});

test('goes on at the rate after a long standstill', () => {
  const processor = feedAt('lab');
  pass(30_000, 30_000);
  pass(5000, 10);
  expect(processor.processed).toBe(6000);
});

test('feeds payloads of 10 KB', () => {
  const processor = feedAt('lab');
  pass(10, 10);
  expect(processor.store.last(1)[0]?.bytes).toBe(10_240);
});
