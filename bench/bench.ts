/**
 * Prints leaklab's figures on this machine: `npm run bench [-- PART… --repeat N]`. Numbers in the README come from here.
 * Nothing is asserted: figures and ratios are for people, and for comparing two states of the code.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../src/report/table.ts';
import { formatBytes } from '../src/shared/quantity.ts';
import { benchDiagnosis } from './diagnosis.ts';
import { benchEmbeddedRuns } from './embedded/runs.ts';
import { benchMemory, benchStart } from './embedded/pods.ts';
import { benchObjects } from './embedded/objects.ts';
import { benchReady } from './embedded/ready.ts';
import { benchHelp } from './help.ts';
import { benchMatrix } from './matrix.ts';
import { benchRuns } from './runs.ts';
import type { Figure } from './figure.ts';

const usage = `npm run bench [-- PART… --repeat N]

  diagnosis   a recorded bundle; \`leaklab --help\` too
  embedded    the embedded cluster: its start, its size, its API, and list-leak on it
  matrix      every scenario with every remedy on the embedded cluster, three times in a row
  kind        list-leak on kind, which needs Docker: one remedy, all, and N runs in a row (20)

All parts where none is named.
`;

type Part = (home: string) => Promise<Figure[]>;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { repeat: { type: 'string', default: '20' }, help: { type: 'boolean' } },
});
const parts: Record<string, Part[]> = {
  diagnosis: [benchHelp, benchDiagnosis],
  embedded: [benchReady, benchMemory, benchStart, benchObjects, benchEmbeddedRuns],
  matrix: [(home) => benchMatrix(3, home)],
  kind: [(home) => benchRuns(Number(values.repeat), home)],
};
const unknown = positionals.filter((name) => parts[name] === undefined);
if (values.help === true || unknown.length > 0) {
  process.stderr.write(unknown.length > 0 ? `no part "${unknown.join('", "')}"\n\n${usage}` : usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}
const chosen = Object.entries(parts).filter(([name]) => positionals.length === 0 || positionals.includes(name));
const home = await mkdtemp(join(tmpdir(), 'leaklab-bench-'));
const figures: Figure[] = [];
const before = load();
try {
  for (const part of chosen.flatMap(([, each]) => each)) {
    const found = await part(home);
    figures.push(...found);
    for (const { name, value, goal } of found) process.stderr.write(`${name}: ${value} (goal: ${goal})\n`);
  }
} finally {
  await rm(home, { recursive: true, force: true });
}
process.stdout.write(
  `${cpus().length} cores, ${formatBytes(totalmem())}, Node ${process.versions.node}, load ${before} before and ${load()} after\n`,
);
process.stdout.write(
  `${table(
    ['FIGURE', 'MEASURED', 'GOAL'],
    figures.map(({ name, value, goal }) => [name, value, goal]),
  )}\n`,
);

/** Of the last minute: what others did on the machine makes every figure worse. */
function load(): string {
  return (loadavg()[0] ?? Number.NaN).toFixed(1);
}
