import { expect, test } from 'vitest';
import { markdown } from '../../../src/report/markdown.ts';
import { profileTables } from '../../../src/report/profile-table.ts';
import { summary } from '../../../src/report/summary.ts';
import type { RunResult } from '../../../src/run/events.ts';
import { aResult } from '../run/a-plan.ts';

const tried = (size: string, traffic: string, verdict: RunResult['verdict']) =>
  aResult({ scenario: 'sizes', remedy: `${size}-${traffic}`, traffic, verdict });
const runs = [
  tried('small', 'low', 'resolved'),
  tried('small', 'high', 'failed'),
  tried('large', 'high', 'resolved'),
  aResult({ scenario: 'sizes', remedy: 'restart' }),
];

test('each size has a row, and each traffic a column', () => {
  expect(profileTables(runs)).toEqual([
    {
      scenario: 'sizes',
      head: ['remedy', 'low traffic', 'high traffic'],
      rows: [
        ['small', 'resolved', 'failed'],
        ['large', '-', 'resolved'],
      ],
    },
  ]);
});

test('a scenario without profiles has no table', () => {
  expect(profileTables([aResult()])).toEqual([]);
});

test('the summary of a call has the table', () => {
  expect(summary(runs)).toContain(
    ['remedy   low traffic   high traffic', 'small    resolved      failed', 'large    -             resolved'].join(
      '\n',
    ),
  );
});

test('the report of a run has the table of its scenario, and of no other', () => {
  const [result = aResult()] = runs;
  const finished = { type: 'run.finished', time: '2026-03-01T10:00:00Z', run: result.id, result } as const;
  const others = runs.map((run) => ({ ...run, scenario: 'other' }));
  expect(markdown([finished], runs)).toContain('| small | resolved | failed |');
  expect(markdown([finished], others)).not.toContain('| small |');
});
