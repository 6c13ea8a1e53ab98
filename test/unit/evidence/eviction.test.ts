import { describe, expect, test } from 'vitest';
import { memoryEviction } from '../../../src/evidence/eviction.ts';

const message = 'The node was low on resource: memory. Threshold quantity: 23699488768, available: 23094748Ki. ';
const disrupted = (more: object) => ({ type: 'DisruptionTarget', status: 'True', ...more });

describe('an eviction for want of memory', () => {
  test('is told by the status of a pod that has failed', () => {
    const status = { phase: 'Failed', reason: 'Evicted', message };
    expect(memoryEviction({ status })).toBe(message.trim());
  });

  test('is told by the condition of a pod that has completed, because its containers ended with 0', () => {
    const status = { phase: 'Succeeded', conditions: [disrupted({ reason: 'TerminationByKubelet', message })] };
    expect(memoryEviction({ status })).toBe(message.trim());
  });

  test.each([
    ['a pod that runs', { phase: 'Running' }],
    [
      'an eviction for want of disk',
      { reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' },
    ],
    ['a preemption', { conditions: [disrupted({ reason: 'PreemptionByScheduler', message })] }],
    [
      'a condition that is False',
      { conditions: [{ ...disrupted({ reason: 'TerminationByKubelet', message }), status: 'False' }] },
    ],
  ])('is none: %s', (_what, status) => {
    expect(memoryEviction({ status })).toBeNull();
  });
});
