import { expect, test } from 'vitest';
import { runProbe } from '../../../../src/embedded/kubelet/prober.ts';
import type { Clock } from '../../../../src/shared/clock.ts';

/** A clock on which a sleep takes no time. */
function quickClock(): Clock & { time: number } {
  const clock = {
    time: 0,
    now: () => clock.time,
    sleep: (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      clock.time += milliseconds;
      return Promise.resolve();
    },
  };
  return clock;
}

/** Results and their times in seconds, when the attempts come out as given ("+", "-", "?" for one that says nothing). */
async function results(attempts: string, probe: { success?: number; failure?: number; delay?: number } = {}) {
  const clock = quickClock();
  const over = new AbortController();
  const seen: [number, boolean][] = [];
  const failures: number[] = [];
  let next = 0;
  await runProbe({
    clock,
    startedAt: 0,
    signal: over.signal,
    probe: {
      initialDelaySeconds: probe.delay ?? 0,
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: probe.success ?? 1,
      failureThreshold: probe.failure ?? 3,
    },
    attempt: () => {
      const ok = attempts[next] === '+';
      const unknown = attempts[next] === '?' ? ({ unknown: true } as const) : {};
      next += 1;
      if (next > attempts.length) over.abort();
      return Promise.resolve({ ok, text: '', ...unknown });
    },
    onFailure: () => failures.push(clock.time / 1000),
    onResult: (ok) => seen.push([clock.time / 1000, ok]),
  });
  return { seen, failures };
}

test('as many failures in a row as the threshold says count, a success between starts anew', async () => {
  expect((await results('--+---')).seen).toEqual([
    [20, true],
    [50, false],
  ]);
});

test('each single failure is told', async () => {
  expect((await results('-+-')).failures).toEqual([0, 20]);
});

test('a success threshold asks for successes in a row', async () => {
  expect((await results('++-++++', { success: 3 })).seen).toEqual([[50, true]]);
});

test('the first attempt waits for the initial delay', async () => {
  expect((await results('+', { delay: 7 })).seen).toEqual([[7, true]]);
});

test('an attempt that went wrong itself is told, and neither counts nor starts the count anew', async () => {
  expect(await results('-?-?-')).toEqual({ seen: [[40, false]], failures: [0, 10, 20, 30, 40] });
});
