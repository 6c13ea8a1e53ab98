import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { resultsSchema } from '../src/report/results.ts';
import { timed } from './figure.ts';
import type { Figure } from './figure.ts';
import { leaklab } from './leaklab.ts';

/** The whole catalogue with all remedies on the embedded cluster, so many times in a row. */
export async function benchMatrix(times: number, home: string): Promise<Figure[]> {
  const takes: { minutes: number; right: number; runs: number }[] = [];
  for (let take = 0; take < times; take += 1) {
    const file = join(home, 'matrix.json');
    // A verdict other than expected is a figure here, not an error.
    const took = await timed(() => leaklab(['run', '--all', '--on', 'embedded', '--json', file]));
    const { runs } = resultsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    await rm(file);
    const right = runs.filter(({ asExpected }) => asExpected === true).length;
    takes.push({ minutes: took / 60_000, right, runs: runs.length });
  }
  const minutes = takes.map((take) => take.minutes.toFixed(1)).join(', ');
  const right = takes.map((take) => `${take.right} of ${take.runs}`).join(', ');
  return [
    { name: `embedded: the whole catalogue, ${times} times in a row`, value: `${minutes} min`, goal: 'under 12 min' },
    { name: 'embedded: the whole catalogue, runs as expected', value: right, goal: 'all' },
  ];
}
