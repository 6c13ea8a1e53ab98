import { styleText } from 'node:util';
import { groups } from './check.ts';
import type { DoctorReport } from './report.ts';

type Line = DoctorReport['checks'][number];

const looks = {
  ok: { symbol: '√', colour: 'green' },
  warning: { symbol: '!', colour: 'yellow' },
  failure: { symbol: '×', colour: 'red' },
  skipped: { symbol: '-', colour: 'gray' },
} as const;

/**
 * The report for people: lines by group, what mends it below each that needs mending, and a last line with the sum.
 * @param symbols - signs for a terminal; else the outcomes as words, which can be searched for
 */
export function render(report: DoctorReport, { symbols }: { symbols: boolean }): string {
  const width = Math.max(...report.checks.map(({ name }) => name.length));
  const blocks = groups.flatMap((group) => {
    const lines = report.checks.filter((check) => check.group === group);
    return lines.length === 0
      ? []
      : [[styleText('bold', group), ...lines.flatMap((line) => linesOf(line, width, symbols))].join('\n')];
  });
  return `${[...blocks, sum(report)].join('\n\n')}\n`;
}

function linesOf({ name, outcome, found, mend }: Line, width: number, symbols: boolean): string[] {
  const { symbol, colour } = looks[outcome];
  const sign = symbols ? symbol : outcome.padEnd('warning'.length);
  const indent = ' '.repeat(2 + sign.length + 1 + width + 2);
  const words = symbols && outcome === 'skipped' ? `skipped: ${found}` : found;
  const first = `  ${styleText(colour, sign)} ${name.padEnd(width)}  ${words.replaceAll('\n', `\n${indent}`)}`;
  return mend === null ? [first] : [first, `${indent}${styleText('bold', mend)}`];
}

function sum({ ok, checks }: DoctorReport): string {
  const counts = (['failure', 'warning', 'ok', 'skipped'] as const).flatMap((outcome) => {
    const count = checks.filter((check) => check.outcome === outcome).length;
    if (count === 0) return [];
    const plural = count > 1 && (outcome === 'failure' || outcome === 'warning') ? 's' : '';
    return [`${count} ${outcome}${plural}`];
  });
  return `${styleText(ok ? 'green' : 'red', ok ? 'ready' : 'not ready')}: ${counts.join(', ')}`;
}
