import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadFigures } from '../evidence/load.ts';
import type { JournalEntry, RunResult } from '../run/events.ts';
import { Fault } from '../shared/errors.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { describeEta } from './eta.ts';
import { loadFigures } from './load-figures.ts';
import { lineOf, memoryWords } from './line.ts';
import { profileTables } from './profile-table.ts';
import { readJournal } from './read-journal.ts';
import { sparkline } from './sparkline.ts';

/**
 * Makes `report.md` of the journal in a run's folder; gives its path. A Fault when it cannot be written.
 * @param together - the results of the runs of the same call, for the table of traffic profiles
 */
export async function writeReport(folder: string, together: readonly RunResult[] = []): Promise<string> {
  const file = join(folder, 'report.md');
  await writeFile(file, markdown(await readJournal(folder), together)).catch((cause: unknown) => {
    throw new Fault('environment', `the report cannot be written to ${file}`, { cause });
  });
  return file;
}

/** A run as a page for people: what broke, why, what the remedy did, and how it went, minute by minute. */
export function markdown(entries: JournalEntry[], together: readonly RunResult[] = []): string {
  const start = entries.find((entry) => entry.type === 'run.started');
  const end = entries.find((entry) => entry.type === 'run.finished');
  const title = start === undefined ? 'Run' : `${start.title}${start.remedy === null ? '' : `: ${start.remedy}`}`;
  const parts = [
    `# ${title}`,
    end === undefined ? 'The run was cut off before it had an outcome.' : outcome(end.result),
    ...lesson(end?.result),
    ...byHand(entries),
    ...profiles(together.filter(({ scenario }) => scenario === end?.result.scenario)),
    ...diagnosis(entries),
    ...curves(entries),
    ...timeline(entries),
  ];
  return `${parts.join('\n\n')}\n`;
}

function outcome(result: RunResult): string {
  const rows = [
    ['verdict', result.verdict ?? 'none asked for'],
    ['expected', result.expected ?? '(none stated)'],
    ['cause', `${result.cause ?? 'not found'} (expected ${result.expectedCause})`],
    ['proof', result.symptom ?? 'the fault was not seen to happen'],
    ['forecast', result.eta === null ? '-' : describeEta(result.eta)],
    ...loadRows(result),
    ['cluster', `${result.cluster}, ${result.pace} pace`],
    ['took', `${formatSeconds(result.seconds)} from deploy to verdict`],
    ['run', result.id],
  ];
  const table = ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${escape(value ?? '')} |`)].join(
    '\n',
  );
  const reasons = result.reasons.map((reason) => `- ${escape(reason)}`).join('\n');
  const fault = result.fault === null ? '' : `\n\nThe run stopped early: ${escape(result.fault.message)}`;
  return `${table}\n\n${reasons}${fault}`;
}

/** What there is to learn of the remedy; journals of earlier versions say nothing of it. */
function lesson(result: RunResult | undefined): string[] {
  if (!result?.explanation) return [];
  const { verdict, expected, explanation } = result;
  const as = verdict === expected ? `Why it is ${verdict}` : `Why it should have been ${expected}`;
  return [`${as}: ${escape(explanation)}`];
}

function byHand(entries: JournalEntry[]): string[] {
  const lines = entries.find((entry) => entry.type === 'remedy.applied')?.byHand ?? [];
  return lines.length === 0 ? [] : ['The remedy by hand:', `\`\`\`sh\n${lines.join('\n')}\n\`\`\``];
}

function loadRows({ load }: RunResult): string[][] {
  // A journal of an earlier leaklab says nothing of a load.
  if (!load) return [];
  const figures = (stretch: LoadFigures | null) => (stretch === null ? 'not measured' : loadFigures(stretch));
  return [
    ['load', `${load.words}, by ${load.sender}`],
    ['served before', figures(load.before)],
    ['served after', figures(load.after)],
  ];
}

function profiles(runs: readonly RunResult[]): string[] {
  return profileTables(runs).flatMap(({ head, rows }) => {
    const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return ['## Which size passes which traffic', lines.join('\n')];
  });
}

function diagnosis(entries: JournalEntry[]): string[] {
  const findings = entries.find((entry) => entry.type === 'diagnosed')?.findings ?? [];
  return findings.flatMap((finding) => [
    `## Cause: ${finding.cause} (confidence ${finding.confidence})`,
    escape(finding.summary),
    [
      ...finding.for.map(({ source, text }) => `- \`${source}\`: ${escape(text)}`),
      ...finding.against.map(({ source, text }) => `- speaks against it: \`${source}\`: ${escape(text)}`),
    ].join('\n'),
    `Next: ${finding.next.map((command) => `\`${command}\``).join(', ')}`,
  ]);
}

function curves(entries: JournalEntry[]): string[] {
  const series = new Map<string, Extract<JournalEntry, { type: 'memory' }>[]>();
  for (const entry of entries) {
    if (entry.type !== 'memory') continue;
    const key = `${entry.pod} ${entry.container}, restart ${entry.restart}`;
    series.set(key, [...(series.get(key) ?? []), entry]);
  }
  if (series.size === 0) return [];
  const lines = [...series].map(([key, samples]) => {
    const last = samples.at(-1);
    const peak = Math.max(...samples.map(({ usage }) => usage));
    const seconds = ((last?.at ?? 0) - (samples[0]?.at ?? 0)) / 1000;
    const curve = sparkline(
      samples.map(({ usage }) => usage),
      48,
    );
    return `${curve}  peak ${memoryWords(peak, last?.limit ?? null)} in ${formatSeconds(seconds)}  ${key}`;
  });
  return ['## Memory, one line per container instance', `\`\`\`\n${lines.join('\n')}\n\`\`\``];
}

function timeline(entries: JournalEntry[]): string[] {
  const lines = entries.flatMap((entry) => {
    const line = lineOf(entry);
    return line === undefined ? [] : [`- ${entry.time.slice(11, 19)} ${escape(line)}`];
  });
  return ['## Timeline', lines.join('\n')];
}

/** Words from a cluster are nobody's Markdown. */
function escape(text: string): string {
  return text.replaceAll(/[|<>`*_[\]\\]/g, (sign) => `\\${sign}`).replaceAll(/\s*\n\s*/g, ' ');
}
