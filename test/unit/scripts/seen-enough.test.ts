import { expect, test } from 'vitest';
import { seenEnough } from '../../../scripts/lib/seen-enough.ts';
import type { ObservedInstance } from '../../../src/run/instance.ts';

/** A life of 10 s that was read from second `from` to second `to`. */
function read(from: number, to: number, change: Partial<ObservedInstance> = {}): ObservedInstance {
  const start = Date.parse('2026-01-01T00:00:00Z');
  const sample = (second: number) => ({
    time: start + second * 1000,
    usage: 1,
    workingSet: 1,
    rss: 1,
    limit: null,
    restart: 0,
  });
  return {
    pod: 'a',
    podUid: 'u',
    container: 'c',
    containerId: 'ab',
    restart: 0,
    startedAt: start,
    termination: {
      pod: 'a',
      container: 'c',
      containerId: 'ab',
      restart: 0,
      state: { exitCode: 137, finishedAt: '2026-01-01T00:00:10Z' },
      source: '',
    },
    endSeenAt: null,
    deleted: false,
    samples: [sample(from), sample(to)],
    kills: [],
    oomCount: null,
    announced: false,
    ...change,
  };
}

test('a life that was read from its middle on is seen enough', () => {
  expect(seenEnough(read(5, 10))).toBe(true);
});

test('a life of which less than a half was read is no proof of anything but its end', () => {
  expect(seenEnough(read(5.5, 10))).toBe(false);
});

test('a death that was only found, and never watched, does not count', () => {
  expect(seenEnough(read(0, 10, { samples: [] }))).toBe(false);
});

test('a life whose start nobody knows does not count', () => {
  expect(seenEnough(read(0, 10, { startedAt: null }))).toBe(false);
});
