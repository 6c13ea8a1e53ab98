import { describe, expect, test } from 'vitest';
import { BoundedQueue } from '../../../../apps/relay/bounded-queue.ts';
import type { LineBuffer } from '../../../../apps/relay/line-buffer.ts';
import { LineQueue } from '../../../../apps/relay/line-queue.ts';
import { lineLength, makeLine } from '../../../../apps/relay/line.ts';
import { NoBuffer } from '../../../../apps/relay/no-buffer.ts';

function filled<Buffer extends LineBuffer>(buffer: Buffer, count: number): Buffer {
  for (let id = 1; id <= count; id += 1) buffer.add(`line ${id}`);
  return buffer;
}

describe('the queue of lines', () => {
  test('keeps each line until it is taken', () => {
    const queue = filled(new LineQueue(), 5000);
    queue.take(200);
    expect([queue.waiting, queue.dropped]).toEqual([4800, 0]);
  });

  test('gives the oldest lines first', () => {
    expect(filled(new LineQueue(), 5).take(2)).toEqual(['line 1', 'line 2']);
  });
});

describe('the bounded queue', () => {
  test('never has more than its capacity', () => {
    expect(filled(new BoundedQueue(10), 25).waiting).toBe(10);
  });

  test('counts what it lets go', () => {
    expect(filled(new BoundedQueue(10), 25).dropped).toBe(15);
  });

  test('keeps what was there and lets go what comes', () => {
    expect(filled(new BoundedQueue(2), 5).take(5)).toEqual(['line 1', 'line 2']);
  });

  test('takes lines again once some are taken', () => {
    const queue = filled(new BoundedQueue(2), 5);
    queue.take(1);
    queue.add('late');
    expect(queue.take(5)).toEqual(['line 2', 'late']);
  });
});

test('no buffer keeps nothing, and says how much that is', () => {
  const buffer = filled(new NoBuffer(), 25);
  expect([buffer.waiting, buffer.take(), buffer.dropped]).toEqual([0, [], 25]);
});

test('a line is 4 KB of JSON', () => {
  const line = makeLine(12);
  expect([line.length, JSON.parse(line)]).toEqual([lineLength, expect.objectContaining({ id: 12 })]);
});
