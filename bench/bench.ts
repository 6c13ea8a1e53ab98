/**
 * Prints leaklab's figures on this machine: `npm run bench [-- --repeat N]`. Numbers in the README come from here.
 * Nothing is asserted: figures and ratios are for people, and for comparing two states of the code.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../src/report/table.ts';
import { formatBytes } from '../src/shared/quantity.ts';
import { benchDiagnosis } from './diagnosis.ts';
import { benchHelp } from './help.ts';
import { benchRuns } from './runs.ts';
import type { Figure } from './figure.ts';

const { values } = parseArgs({ options: { repeat: { type: 'string', default: '20' }, help: { type: 'boolean' } } });
if (values.help === true) {
  process.stdout.write('npm run bench [-- --repeat N]    N runs in a row (20); needs Docker and kind for the runs\n');
  process.exit(0);
}
const home = await mkdtemp(join(tmpdir(), 'leaklab-bench-'));
const figures: Figure[] = [];
const add = (found: Figure[]) => {
  figures.push(...found);
  for (const { name, value, goal } of found) process.stderr.write(`${name}: ${value} (goal: ${goal})\n`);
};
try {
  add(await benchHelp());
  add(await benchDiagnosis());
  add(await benchRuns(Number(values.repeat), home));
} finally {
  await rm(home, { recursive: true, force: true });
}
process.stdout.write(`${cpus().length} cores, ${formatBytes(totalmem())}, Node ${process.versions.node}\n`);
process.stdout.write(
  `${table(
    ['FIGURE', 'MEASURED', 'GOAL'],
    figures.map(({ name, value, goal }) => [name, value, goal]),
  )}\n`,
);
