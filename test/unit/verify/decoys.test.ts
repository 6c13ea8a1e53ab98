import { expect, test } from 'vitest';
import type { Aftermath } from '../../../src/verify/case.ts';
import { judge } from '../../../src/verify/judge.ts';
import type { Verdict } from '../../../src/verify/judgement.ts';
import { aftermath, baseline, container, died, guarded, options } from './a-case.ts';

const decoy = baseline({ decoy: true, memory: false, pods: [], deaths: [], timesToFailure: [] });
const nothing = 'There was no fault: nothing to resolve.';

test('a remedy for what is no fault has nothing to resolve', () => {
  expect(judge(decoy, aftermath(), options)).toMatchObject({
    verdict: 'inconclusive',
    reasons: [nothing, 'It did no harm in 30 s.'],
  });
});

test('a remedy that the API server refuses has nothing to resolve either', () => {
  const refused = aftermath({ remedy: { outcome: 'refused', detail: 'request above limit' } });
  expect(judge(decoy, refused, options)).toMatchObject({
    verdict: 'inconclusive',
    reasons: [nothing, 'Nothing changed: request above limit'],
  });
});

const harmful: [what: string, changes: Partial<Aftermath>, verdict: Verdict][] = [
  ['takes the memory limit away', { guarded: guarded({ containers: [container({ memoryLimit: null })] }) }, 'masked'],
  ['scales to 0', { guarded: guarded({ replicas: 0 }), instances: [] }, 'masked'],
  ['deletes the workload', { guarded: null, instances: [] }, 'masked'],
  [
    'makes the service refuse its work',
    { invariants: [{ name: 'takes new events', held: false, expected: '202', got: '503' }] },
    'masked',
  ],
  ['makes it work more slowly', { workRate: 10 }, 'masked'],
  ['makes the kernel kill it', { instances: [died(10)] }, 'failed'],
  ['lets no pod get ready', { rolloutComplete: false, instances: [] }, 'failed'],
];

test.each(harmful)('a remedy that %s does harm, and the harm is the first reason', (_what, changes, verdict) => {
  const judgement = judge(decoy, aftermath(changes), options);
  expect(judgement.verdict).toBe(verdict);
  expect(judgement.reasons.indexOf(nothing)).toBeGreaterThan(0);
});

test('where the lab itself failed nothing is said of the remedy', () => {
  const { verdict, reasons } = judge(decoy, aftermath({ environment: ['The witness saw nothing.'] }), options);
  expect({ verdict, reasons }).toEqual({ verdict: 'inconclusive', reasons: ['The witness saw nothing.'] });
});
