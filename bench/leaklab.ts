import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { resultsSchema } from '../src/report/results.ts';
import { runCommand } from '../src/shared/command.ts';
import { projectRoot } from '../src/shared/places.ts';

export type Run = z.infer<typeof resultsSchema>['runs'][number];

/** Runs list-leak with one remedy or "all"; its results are also at `home`. */
export async function run(remedy: string, home: string, on: 'kind' | 'embedded'): Promise<Run[]> {
  const file = join(home, 'results.json');
  // A verdict other than expected is a figure here, not an error.
  const { stderr } = await leaklab(['run', 'list-leak', '--on', on, '--remedy', remedy, '--json', file]);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`the run gave no results:\n${stderr}`, { cause });
  });
  await rm(file);
  return resultsSchema.parse(JSON.parse(text)).runs;
}

/** From deploy to the last verdict of runs that went side by side. */
export function seconds(runs: Run[]): number {
  return Math.round(Math.max(...runs.map((one) => one.seconds)));
}

export function leaklab(args: string[]) {
  return runCommand(process.execPath, [join(projectRoot, 'bin/leaklab.mjs'), ...args], {
    reject: false,
    timeoutSeconds: 1800,
  });
}
