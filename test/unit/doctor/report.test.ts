import { expect, test } from 'vitest';
import type { Answer } from '../../../src/doctor/check.ts';
import type { Outcome } from '../../../src/doctor/outcome.ts';
import { failure, ok, skipped, warning } from '../../../src/doctor/outcome.ts';
import { doctorReportSchema, toReport } from '../../../src/doctor/report.ts';

const answer = (outcome: Outcome): Answer => ({ check: { name: 'memory', group: 'machine' }, outcome });

test('a report with warnings and skipped checks is still ok', () => {
  expect(toReport([answer(ok('a')), answer(warning('b', 'c')), answer(skipped('d'))]).ok).toBe(true);
});

test('a report with one failure is not ok', () => {
  expect(toReport([answer(ok('a')), answer(failure('b', 'c'))]).ok).toBe(false);
});

test('a check with nothing to mend has null there', () => {
  expect(toReport([answer(ok('16 GiB'))]).checks).toEqual([
    { group: 'machine', name: 'memory', outcome: 'ok', found: '16 GiB', mend: null },
  ]);
});

test('a failed check keeps the command that mends it', () => {
  expect(toReport([answer(failure('none', 'buy some'))]).checks[0]?.mend).toBe('buy some');
});

test('a report is as its schema says', () => {
  const report = toReport([answer(ok('a')), answer(failure('b', 'c'))]);
  expect(doctorReportSchema.parse(report)).toEqual(report);
});
