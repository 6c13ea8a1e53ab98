import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Archive } from '../../../../apps/relay/archive.ts';
import { Forwarder } from '../../../../apps/relay/forwarder.ts';
import { LineQueue } from '../../../../apps/relay/line-queue.ts';

const lines = new LineQueue();
let archive: Archive;
let forwarder: Forwarder;

beforeEach(() => {
  vi.useFakeTimers();
  lines.take(Infinity);
  for (let id = 1; id <= 1000; id += 1) lines.add(`line ${id}`);
  archive = new Archive(60);
  forwarder = new Forwarder(lines, archive, 10);
});
afterEach(() => {
  vi.useRealTimers();
});

test('a flush writes one batch, which takes the archive its while', async () => {
  const flushed = forwarder.flush();
  await vi.advanceTimersByTimeAsync(59);
  expect(archive.archived).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  await flushed;
  expect([archive.archived, lines.waiting]).toEqual([10, 990]);
});

test('flushes that come while the archive writes follow one after the other', async () => {
  for (let flush = 0; flush < 3; flush += 1) void forwarder.flush();
  await vi.advanceTimersByTimeAsync(60);
  expect(archive.archived).toBe(10);
  await vi.advanceTimersByTimeAsync(120);
  expect(archive.archived).toBe(30);
});

test('flushes that nobody could write are let go in the end', async () => {
  for (let flush = 0; flush < 50; flush += 1) void forwarder.flush();
  await vi.advanceTimersByTimeAsync(6000);
  expect(archive.archived).toBe(210);
});

test('the archive lists the last lines, newest last, and 100 at most', async () => {
  const written = archive.write(Array.from({ length: 150 }, (_, index) => `line ${index}`));
  await vi.advanceTimersByTimeAsync(60);
  await written;
  expect([archive.last(2), archive.last(1000).length, archive.last(0)]).toEqual([['line 148', 'line 149'], 100, []]);
});
