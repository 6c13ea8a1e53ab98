import { readJournal } from '../src/report/read-journal.ts';
import { median } from './figure.ts';
import type { Figure } from './figure.ts';
import { leaklab, run, seconds } from './leaklab.ts';
import type { Run } from './leaklab.ts';

/** Runs of list-leak on kind: one remedy, all six, then `repeat` in a row with the remedies by turns. */
export async function benchRuns(repeat: number, home: string): Promise<Figure[]> {
  await leaklab(['cluster', 'up', '--on', 'kind']);
  const one = await run('bounded-buffer', home, 'kind');
  const started = performance.now();
  const all = await run('all', home, 'kind');
  const whole = (performance.now() - started) / 1000;
  const remedies = all.map(({ remedy }) => remedy ?? '');
  const series: Run[] = [];
  for (let round = 0; round < repeat; round += 1) {
    const [result] = await run(remedies[round % remedies.length] ?? '', home, 'kind');
    if (result === undefined) throw new Error('a run gave no result');
    process.stderr.write(
      `run ${round + 1} of ${repeat}: ${result.remedy} ${result.verdict}, ${result.cause}, ${Math.round(result.seconds)} s\n`,
    );
    series.push(result);
  }
  const proven = await Promise.all(series.map(isProven));
  const count = (flags: boolean[]) => `${flags.filter(Boolean).length} of ${flags.length}`;
  return [
    { name: 'one remedy, deploy to verdict', value: `${seconds(one)} s`, goal: 'under 60 s' },
    { name: 'all six side by side, deploy to last verdict', value: `${seconds(all)} s`, goal: 'under 150 s' },
    { name: 'all six, command to end with clean-up', value: `${Math.round(whole)} s`, goal: '-' },
    {
      name: 'all six, verdict and cause as expected',
      value: count(all.map(({ asExpected }) => asExpected === true)),
      goal: '6 of 6',
    },
    {
      name: `${repeat} in a row: deploy to verdict, median`,
      value: `${Math.round(median(series.map((run) => run.seconds)))} s`,
      goal: '-',
    },
    { name: `${repeat} in a row: OOM kill proven by the kernel`, value: count(proven), goal: 'all' },
    {
      name: `${repeat} in a row: cause right`,
      value: count(series.map(({ cause, expectedCause }) => cause === expectedCause)),
      goal: 'all',
    },
    {
      name: `${repeat} in a row: verdict right`,
      value: count(series.map(({ verdict, expected }) => verdict === expected)),
      goal: 'all',
    },
  ];
}

async function isProven({ folder }: Run): Promise<boolean> {
  const entries = await readJournal(folder);
  return entries.some((entry) => entry.type === 'container.died' && entry.death.oom === 'proven');
}
