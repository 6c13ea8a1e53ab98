import { styleText } from 'node:util';
import type { JournalEntry, RunResult } from '../run/events.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { profileTables } from './profile-table.ts';
import { explanation } from './summary.ts';
import { table } from './table.ts';

/** A scenario of the call that was not played, and why. */
export interface Skipped {
  scenario: string;
  why: string;
}

/** A reporter for many runs: one line as each ends. `write` gets whole lines. */
export function matrixReporter(total: number, write: (text: string) => void): (entry: JournalEntry) => void {
  let ended = 0;
  return (entry) => {
    if (entry.type !== 'run.finished') return;
    ended += 1;
    const { result } = entry;
    const count = `${String(ended).padStart(String(total).length)} of ${total}`;
    const found = `${result.verdict ?? result.cause ?? 'no answer'}, ${formatSeconds(result.seconds)}`;
    write(`${entry.time.slice(11, 19)} ${count}  ${nameOf(result)}: ${found}${remarkOf(result)}\n`);
  };
}

/** The end of a call with several scenarios: what was expected and what was found, and why where they differ. */
export function matrixSummary(runs: RunResult[], skipped: readonly Skipped[]): string {
  const rows = runs.map((run) => [
    run.scenario,
    run.remedy ?? '(none)',
    run.remedy === null ? '-' : (run.expected ?? '(none stated)'),
    run.verdict ?? '-',
    run.expectedCause,
    run.cause ?? '-',
    formatSeconds(run.seconds),
    markOf(run),
  ]);
  const head = ['SCENARIO', 'REMEDY', 'EXPECTED', 'VERDICT', 'EXPECTED', 'CAUSE', 'TOOK', ''];
  const wrong = runs.filter(({ asExpected }) => asExpected !== true);
  return [
    table(head, rows),
    '',
    ...profileTables(runs).flatMap((found) => [found.scenario, table(found.head, found.rows), '']),
    ...wrong.flatMap((run) => explanation(run, nameOf(run))),
    ...skipped.map(({ scenario, why }) => `skipped: ${scenario}: ${why}`),
    styleText(wrong.length === 0 ? 'green' : 'red', countWords(runs)),
    '',
  ].join('\n');
}

function countWords(runs: RunResult[]): string {
  const count = (value: boolean | null) => runs.filter(({ asExpected }) => asExpected === value).length;
  const others = [
    ...(count(false) === 0 ? [] : [`${count(false)} not as expected`]),
    ...(count(null) === 0 ? [] : [`${count(null)} without an answer`]),
  ];
  return [`${count(true)} of ${runs.length} runs as expected`, ...others].join(', ');
}

function markOf({ asExpected }: RunResult): string {
  if (asExpected === true) return 'ok';
  return asExpected === false ? 'NOT AS EXPECTED' : 'NO ANSWER';
}

function remarkOf(result: RunResult): string {
  if (result.asExpected === true) return '';
  if (result.infrastructure) return `; the lab itself failed: ${result.reasons[0] ?? ''}`;
  if (result.asExpected === null) return `; no answer: ${result.reasons[0] ?? ''}`;
  const cause = result.cause === result.expectedCause ? '' : ` with cause ${result.expectedCause}`;
  return `; NOT AS EXPECTED: ${result.expected ?? 'resolved'}${cause}`;
}

function nameOf({ scenario, remedy }: RunResult): string {
  return remedy === null ? scenario : `${scenario} ${remedy}`;
}
