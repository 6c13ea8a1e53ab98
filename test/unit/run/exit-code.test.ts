import { expect, test } from 'vitest';
import type { RunResult } from '../../../src/run/events.ts';
import { exitCodeOf } from '../../../src/run/exit-code.ts';
import { aResult } from './a-plan.ts';

function faulty(kind: NonNullable<RunResult['fault']>['kind']): RunResult {
  return aResult({ asExpected: null, verdict: 'inconclusive', fault: { kind, message: 'm', hint: null } });
}

const good = aResult();
const bad = aResult({ asExpected: false });
const open = aResult({ asExpected: null, verdict: 'inconclusive' });

test.each([
  ['nothing was run', [], 0],
  ['all is as expected', [good, good], 0],
  ['one is other than expected', [good, bad], 1],
  ['the input was wrong', [faulty('usage')], 2],
  ['the environment was not ready', [faulty('environment')], 3],
  ['the run came to no answer', [open], 4],
  ['the fault was not seen to happen', [faulty('inconclusive')], 4],
  ['leaklab broke', [faulty('defect')], 70],
  ['it was interrupted', [faulty('interrupted')], 130],
  ['one is other than expected and another came to no answer', [open, bad], 1],
  ['one is other than expected and the environment failed another', [faulty('environment'), bad], 1],
  ['one came to no answer and the environment failed another', [open, faulty('environment')], 3],
  ['leaklab broke and another is other than expected', [bad, faulty('defect')], 70],
  ['it was interrupted, whatever else', [bad, faulty('defect'), faulty('interrupted')], 130],
])('when %s', (_when, results, code) => {
  expect(exitCodeOf(results)).toBe(code);
});
