import { join } from 'node:path';
import { runCommand } from '../src/shared/command.ts';
import { projectRoot } from '../src/shared/places.ts';
import { median, timed } from './figure.ts';
import type { Figure } from './figure.ts';

export async function benchHelp(): Promise<Figure[]> {
  const times: number[] = [];
  for (let round = 0; round < 11; round += 1) {
    times.push(await timed(() => runCommand(process.execPath, [join(projectRoot, 'bin/leaklab.mjs'), '--help'])));
  }
  return [{ name: 'leaklab --help, median of 11', value: `${Math.round(median(times))} ms`, goal: 'under 200 ms' }];
}
