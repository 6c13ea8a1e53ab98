import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/verify/judge.ts';
import { aftermath, baseline, container, death, died, guarded, options } from './a-case.ts';

const exit1 = { exitCode: 1, reason: 'Error', oom: 'no' } as const;
/** A container that ended by itself with 1 after 2 s. */
const crashed = baseline({
  memory: false,
  sightings: ['container processor died after 2 s by itself'],
  deaths: [death({ pod: 'old-pod', containerId: 'old', ...exit1 })],
  timesToFailure: [2],
  workRate: null,
});
/** A container that was never started. */
const neverStarted = baseline({
  memory: false,
  sightings: ['pod old-pod waits: ImagePullBackOff'],
  deaths: [],
  timesToFailure: [1],
  workRate: null,
});

describe('a remedy for a fault that is not memory', () => {
  it.each([
    ['a crash', crashed],
    ['a start that failed', neverStarted],
  ])('resolves %s when the container works from then on', (_what, before) => {
    const { verdict, reasons } = judge(before, aftermath({ workRate: null }), options);
    expect({ verdict, first: reasons[0] }).toEqual({
      verdict: 'resolved',
      first: 'It got ready and does its job, and nothing ended it in 30 s.',
    });
  });

  it('fails when the container ends as it did before', () => {
    const after = aftermath({ instances: [died(2, exit1)], rolloutComplete: false });
    expect(judge(crashed, after, options)).toMatchObject({
      verdict: 'failed',
      reasons: [expect.stringMatching(/^It came back as before: ended with exit code 1 \(Error\)/)],
    });
  });

  it('fails when the container ends in another way', () => {
    const after = aftermath({ instances: [died(2, { ...exit1, exitCode: 3 })], rolloutComplete: false });
    expect(judge(crashed, after, options)).toMatchObject({
      verdict: 'failed',
      reasons: [expect.stringMatching(/^It fails in another way now/)],
    });
  });

  it('fails when the kernel kills the container now', () => {
    const after = aftermath({ instances: [died(10)], rolloutComplete: true });
    expect(judge(crashed, after, options)).toMatchObject({
      verdict: 'failed',
      reasons: [expect.stringMatching(/^It fails in another way now: killed for want of memory/)],
    });
  });

  it('fails when the new pods never get ready', () => {
    const after = aftermath({
      instances: [],
      rolloutComplete: false,
      rolloutDetail: '1 of 1 pods updated, 0 available',
    });
    expect(judge(neverStarted, after, options).verdict).toBe('failed');
  });

  it('masks it when a guardrail is taken away', () => {
    const after = aftermath({ guarded: guarded({ containers: [container({ probes: {} })] }), workRate: null });
    expect(judge(crashed, after, options).verdict).toBe('masked');
  });

  it('masks it when the service no longer does its job', () => {
    const invariants = [{ name: 'takes new orders', held: false, expected: '201', got: '503' }];
    expect(judge(crashed, aftermath({ invariants, workRate: null }), options).verdict).toBe('masked');
  });
});
