import { describe, expect, test } from 'vitest';
import type { Stop } from '../../../src/verify/case.ts';
import { judge } from '../../../src/verify/judge.ts';
import { aftermath, baseline, died, guarded, options } from './a-case.ts';

/** A container that was killed 6 s after it was asked to end. */
const deaf = baseline({
  guarded: guarded({ graceSeconds: 6 }),
  memory: false,
  sightings: ['container processor ended with exit code 137'],
  deaths: [],
  timesToFailure: [6],
  workRate: null,
});

function aStop(different: Partial<Stop> = {}): Stop {
  const stop = { pod: 'new-pod', container: 'processor', exitCode: 0, memory: false, graceSeconds: 6, seconds: 1 };
  return { ...stop, ...different };
}

function verdictOf(stops: Stop[], different = {}) {
  const seen = aftermath({ guarded: guarded({ graceSeconds: 6 }), workRate: null, stops, ...different });
  return judge(deaf, seen, options);
}

describe('a remedy for a container that does not end when it is asked to', () => {
  test.each([
    ['in good order', { exitCode: 0 }],
    ['by the default action of the signal', { exitCode: 143, seconds: 0 }],
    ['with an error', { exitCode: 1, seconds: 3 }],
  ])('resolves it where it now ends %s', (_how, stop) => {
    const { verdict, reasons } = verdictOf([aStop(), aStop(stop)]);
    expect({ verdict, first: reasons[0] }).toEqual({
      verdict: 'resolved',
      first: expect.stringMatching(/^Asked to end, it did with exit code \d+ within \d s of the 6 s/),
    });
  });

  test.each([
    ['as before', { seconds: 6 }],
    ['later', { seconds: 45, graceSeconds: 45 }],
    ['sooner', { seconds: 2, graceSeconds: 2 }],
  ])('fails where it is killed %s', (_when, stop) => {
    const { verdict, reasons } = verdictOf([aStop(), aStop({ exitCode: 137, ...stop })]);
    expect({ verdict, first: reasons[0] }).toEqual({
      verdict: 'failed',
      first: `It still had to be killed, ${stop.seconds} s after it was asked to end (before the remedy it was killed after 6 s).`,
    });
  });

  test('fails where it dies of something else meanwhile', () => {
    const crash = { exitCode: 1, reason: 'Error', oom: 'no' } as const;
    expect(verdictOf([aStop()], { instances: [died(2, crash)] }).verdict).toBe('failed');
  });

  test('masks it where nobody is asked any more', () => {
    expect(verdictOf([aStop({ exitCode: null })], { guarded: guarded({ graceSeconds: 0 }) })).toMatchObject({
      verdict: 'masked',
      reasons: ['Pods of Deployment data-processor are killed at once: their 6 s to end were taken away.'],
    });
  });

  test('masks it where the service no longer does its job', () => {
    const invariants = [{ name: 'takes new events', held: false, expected: '202', got: '503' }];
    expect(verdictOf([aStop()], { invariants }).verdict).toBe('masked');
  });

  test.each([
    ['no container was seen to stop', []],
    ['nobody was told how one ended', [aStop(), aStop({ exitCode: null })]],
  ])('is inconclusive where %s', (_why, stops) => {
    expect(verdictOf(stops).verdict).toBe('inconclusive');
  });
});
