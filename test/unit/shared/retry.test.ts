import { describe, expect, test } from 'vitest';
import { Fault } from '../../../src/shared/errors.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { TurnedClock } from './turned-clock.ts';

async function faultOf(waiting: Promise<unknown>): Promise<Fault> {
  const thrown = await waiting.catch((error: unknown) => error);
  if (!(thrown instanceof Fault)) throw new Error(`no Fault, but ${String(thrown)}`);
  return thrown;
}

describe('waiting', () => {
  test('gives what was found, as soon as it is there', async () => {
    const clock = new TurnedClock();
    let looks = 0;
    const found = await waitUntil({ for: 'it', within: 60, every: 2, clock }, () => (++looks === 3 ? 'it' : undefined));
    expect([found, clock.slept]).toEqual(['it', [2000, 2000]]);
  });

  test('takes false and 0 for findings: only undefined is none', async () => {
    const wait = { for: 'it', within: 0, clock: new TurnedClock() };
    expect([await waitUntil(wait, () => false), await waitUntil(wait, () => 0)]).toEqual([false, 0]);
  });

  test('does not pause before the first look', async () => {
    const clock = new TurnedClock();
    await waitUntil({ for: 'it', within: 60, clock }, () => true);
    expect(clock.slept).toEqual([]);
  });

  test('looks twice a second where nothing else is said', async () => {
    const clock = new TurnedClock();
    await faultOf(waitUntil({ for: 'it', within: 1, clock }, () => undefined));
    expect(clock.slept).toEqual([500, 500]);
  });

  test('looks once more when the time has run out', async () => {
    const clock = new TurnedClock();
    const found = waitUntil({ for: 'it', within: 3, every: 3, clock }, () => (clock.slept.length > 0 ? 1 : undefined));
    expect(await found).toBe(1);
  });

  test('that was in vain says for how long, for what, and what was seen last', async () => {
    const wait = { for: 'the pod', within: 3, clock: new TurnedClock(), evidence: () => 'ledger is Pending' };
    const { message } = await faultOf(waitUntil(wait, () => undefined));
    expect(message).toBe('waited 3 s for the pod, in vain; last seen: ledger is Pending');
  });

  test('that was in vain says no more where nothing was seen', async () => {
    const wait = { for: 'the pod', within: 3, clock: new TurnedClock(), evidence: () => '' };
    expect((await faultOf(waitUntil(wait, () => undefined))).message).toBe('waited 3 s for the pod, in vain');
  });

  test('that was in vain is inconclusive, or the fault that the caller names, with its hint', async () => {
    const wait = { for: 'it', within: 0, clock: new TurnedClock() };
    const own = { ...wait, otherwise: 'environment', hint: 'leaklab doctor' } as const;
    const faults = [await faultOf(waitUntil(wait, () => undefined)), await faultOf(waitUntil(own, () => undefined))];
    expect(faults.map(({ kind, hint }) => [kind, hint])).toEqual([
      ['inconclusive', undefined],
      ['environment', 'leaklab doctor'],
    ]);
  });

  test('ends with the error of a look', async () => {
    const wait = { for: 'it', within: 60, clock: new TurnedClock() };
    await expect(waitUntil(wait, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  test('does not look at all when it is aborted already', async () => {
    let looks = 0;
    const wait = { for: 'it', within: 60, clock: new TurnedClock(), signal: AbortSignal.abort(new Error('stop')) };
    await expect(waitUntil(wait, () => (looks += 1))).rejects.toThrow('stop');
    expect(looks).toBe(0);
  });

  test('ends within a pause when it is aborted, by the real clock too', async () => {
    const controller = new AbortController();
    const waiting = waitUntil({ for: 'it', within: 3600, every: 3600, signal: controller.signal }, () => {
      setImmediate(() => controller.abort(new Error('stop')));
      return undefined;
    });
    await expect(waiting).rejects.toThrow('stop');
  });
});
