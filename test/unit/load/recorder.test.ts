import { describe, expect, test } from 'vitest';
import { LoadRecorder } from '../../../src/load/recorder.ts';
import type { Outcome } from '../../../src/load/sender.ts';

const start = Date.parse('2026-03-01T10:00:00Z');

/** Two requests a second from second 0 on, each answered after 100 ms, and those of some seconds in another way. */
function recorded(seconds: number, others: Record<number, Outcome['kind']> = {}): LoadRecorder {
  const recorder = new LoadRecorder({ shape: 'steady', rate: 2 });
  for (let second = 0; second < seconds; second += 1) {
    for (const at of [start + second * 1000, start + second * 1000 + 500]) {
      recorder.hear({ at, endedAt: at + 100, kind: others[second] ?? 'served' });
    }
  }
  return recorder;
}

const window = (from: number, to: number) => ({ from: start + from * 1000, to: start + to * 1000 });

describe('the figures of a stretch of time', () => {
  test('count what was sent in it', () => {
    expect(recorded(10).figures(window(2, 7))).toEqual({
      seconds: 5,
      due: 10,
      sent: 10,
      served: 10,
      failed: 0,
      unsent: 0,
      p95: 100,
    });
  });

  test('count a broken connection as a failure', () => {
    const { served, failed } = recorded(10, { 3: 'broken', 4: 'failed' }).figures(window(0, 10));
    expect({ served, failed }).toEqual({ served: 16, failed: 4 });
  });

  test('do not count what could not be sent as sent', () => {
    const { sent, unsent } = recorded(10, { 3: 'unsent' }).figures(window(0, 10));
    expect({ sent, unsent }).toEqual({ sent: 18, unsent: 2 });
  });

  test('have no time to the answer where nothing was served', () => {
    expect(recorded(2, { 0: 'failed', 1: 'failed' }).figures(window(0, 2)).p95).toBeNull();
  });

  test('take the slow end of the times to the answer', () => {
    const recorder = new LoadRecorder({ shape: 'steady', rate: 1 });
    for (let number = 1; number <= 100; number += 1) {
      recorder.hear({ at: start, endedAt: start + number, kind: 'served' });
    }
    expect(recorder.figures(window(0, 1)).p95).toBe(95);
  });
});

describe('the figures while a pod is ready', () => {
  test('leave out the time in which none is', () => {
    const recorder = recorded(10, { 4: 'failed', 5: 'failed' });
    recorder.ready(true, start);
    recorder.ready(false, start + 4000);
    recorder.ready(true, start + 6000);
    const { seconds, due, sent, failed } = recorder.figuresWhileReady(window(0, 10));
    expect({ seconds, due, sent, failed }).toEqual({ seconds: 8, due: 16, sent: 16, failed: 0 });
  });

  test('leave out the connections that the fault broke before it was noticed', () => {
    const recorder = recorded(10, { 3: 'broken' });
    recorder.ready(true, start);
    recorder.ready(false, start + 4000);
    const { sent, served } = recorder.figuresWhileReady(window(0, 10));
    expect({ sent, served }).toEqual({ sent: 6, served: 6 });
  });

  test('keep what was refused while it was', () => {
    const recorder = recorded(10, { 3: 'failed' });
    recorder.ready(true, start);
    expect(recorder.figuresWhileReady(window(0, 10)).failed).toBe(2);
  });
});

test('the seconds of a load are told in order, with what became of each', () => {
  const recorder = recorded(2, { 1: 'failed' });
  recorder.hear({ at: start - 1000, endedAt: start, kind: 'served' });
  expect(recorder.seconds().map(({ time, served, failed }) => [time - start, served, failed])).toEqual([
    [-1000, 1, 0],
    [0, 2, 0],
    [1000, 0, 2],
  ]);
});

test('what became of the load is known until the last answer that was heard of, whenever it was sent', () => {
  const recorder = recorded(2);
  recorder.hear({ at: start, endedAt: start + 9000, kind: 'broken' });
  recorder.hear({ at: start + 3000, endedAt: start + 3100, kind: 'served' });
  expect(recorder.knownUntil - start).toBe(9000);
});
