import { styleText } from 'node:util';
import type { RunResult } from '../run/events.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { describeEta } from './eta.ts';
import { profileTables } from './profile-table.ts';
import { shownPath } from './shown-path.ts';
import { table } from './table.ts';

/** The end of `leaklab run`: what each remedy did, and why. */
export function summary(runs: RunResult[]): string {
  const rows = runs.map((run) => [
    run.remedy ?? '(none)',
    run.verdict ?? '-',
    run.remedy === null ? '-' : (run.expected ?? '(none stated)'),
    run.eta === null ? '-' : `${formatSeconds(run.eta.lab.expected)} / ${formatSeconds(run.eta.real.expected)}`,
    run.cause ?? '-',
    formatSeconds(run.seconds),
  ]);
  const head = ['REMEDY', 'VERDICT', 'EXPECTED', 'BACK IN (LAB / REAL)', 'CAUSE', 'TOOK'];
  const byTraffic = profileTables(runs).flatMap((found) => [table(found.head, found.rows), '']);
  return [
    table(head, rows),
    '',
    ...byTraffic,
    ...runs.flatMap((run) => explanation(run, run.remedy ?? run.scenario)),
  ].join('\n');
}

/** Why one run ended as it did, in lines. */
export function explanation(run: RunResult, name: string): string[] {
  const lines = [styleText(colourOf(run), `${name}: ${run.verdict ?? run.cause ?? 'no answer'}`)];
  if (run.symptom !== null) lines.push(`  proven      ${run.symptom}`);
  for (const [index, reason] of run.reasons.entries())
    lines.push(`  ${index === 0 ? 'because' : '       '}     ${reason}`);
  if (run.explanation !== null && run.verdict === run.expected) lines.push(`  learn       ${run.explanation}`);
  if (run.eta !== null) lines.push(`  forecast    ${describeEta(run.eta)}`);
  if (run.fault !== null) {
    lines.push(`  fault       ${run.fault.message}`);
    if (run.fault.hint !== null) lines.push(`  try         ${run.fault.hint}`);
  }
  if (run.asExpected === false) lines.push(`  NOT AS EXPECTED: the scenario says ${expectation(run)}`);
  lines.push(`  report      ${shownPath(run.folder)}/report.md`, '');
  return lines;
}

function expectation(run: RunResult): string {
  const parts = [];
  if (run.cause !== run.expectedCause) parts.push(`the cause is ${run.expectedCause}`);
  if (run.expected !== null && run.verdict !== run.expected) parts.push(`the verdict is ${run.expected}`);
  const unlisted = run.expectedCause === 'none' ? 'do no harm where there is no fault' : 'resolve the fault';
  return parts.join(' and ') || `a remedy that nobody listed must ${unlisted}`;
}

function colourOf(run: RunResult): 'green' | 'yellow' | 'red' {
  if (run.fault !== null || run.verdict === 'inconclusive') return 'yellow';
  return run.asExpected === false ? 'red' : 'green';
}
