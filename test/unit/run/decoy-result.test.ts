import { expect, test } from 'vitest';
import type { Cause } from '../../../src/diagnose/finding.ts';
import { toResult } from '../../../src/run/result.ts';
import type { Progress } from '../../../src/run/run.ts';
import type { Verdict } from '../../../src/verify/judgement.ts';
import { aPlan, aRemedy, aScenario } from './a-plan.ts';

const scenario = aScenario({ symptom: { kind: 'none', for: 20, deaths: 0 }, cause: 'none' });
const lab = { cluster: { name: 'the embedded cluster' }, clock: { now: () => 90_000 } };

function asExpected(
  expected: Verdict | null,
  verdict: Verdict,
  cause: Cause,
  different: Partial<Progress> = {},
): boolean | null {
  const finding = { cause, subject: { kind: 'Namespace', name: 'lab' }, pods: [], confidence: 0.9, summary: '' };
  const known: Progress = {
    deployed: true,
    baseline: null,
    findings: [{ ...finding, for: [], against: [], figures: {}, next: [] }],
    judgement: { verdict, reasons: [], eta: null, trend: null },
    fault: null,
    load: null,
    infrastructure: false,
    startedAt: 0,
    judgedAt: null,
    ...different,
  };
  return toResult(aPlan({ scenario, remedy: aRemedy({ expect: expected }) }), lab, known).asExpected;
}

test('a run of a decoy is as expected when there was nothing to resolve and the cause is none', () => {
  expect(asExpected('inconclusive', 'inconclusive', 'none')).toBe(true);
});

test('it is not when the diagnosis names an incident', () => {
  expect(asExpected('inconclusive', 'inconclusive', 'memory-leak')).toBe(false);
});

test('it is not when the remedy does harm that nobody expected', () => {
  expect(asExpected('inconclusive', 'masked', 'none')).toBe(false);
});

test('a remedy that nobody listed is as expected when it does no harm', () => {
  expect([asExpected(null, 'inconclusive', 'none'), asExpected(null, 'failed', 'none')]).toEqual([true, false]);
});

test('nothing is known where the lab itself failed', () => {
  expect(asExpected('inconclusive', 'inconclusive', 'none', { infrastructure: true })).toBeNull();
});
