import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resultsSchema } from '../../../src/report/results.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { scenarioNames } from '../../../src/scenario/find.ts';
import { loadScenario } from '../../../src/scenario/load.ts';

const root = join(projectRoot, 'scenarios');
const home = mkdtempSync(join(tmpdir(), 'catalogue-'));
afterAll(() => rmSync(home, { recursive: true }));

// list-leak has a file of its own.
const names = (await scenarioNames(root)).filter((name) => name !== 'list-leak');

// One after the other: a start that is starved of processor time looks like a slow one.
test.each(names)(
  'every remedy of %s gets its verdict on the embedded cluster, and every run its cause',
  async (name) => {
    const { cause, remedies } = await loadScenario(join(root, name));
    const args = ['run', name, '--on', 'embedded', '--remedy', 'all', '--json'];
    const ended = await runCommand(process.execPath, [join(projectRoot, 'src/cli/main.ts'), ...args], {
      env: { LEAKLAB_HOME: home },
      reject: false,
      timeoutSeconds: 280,
    });
    const { runs } = resultsSchema.parse(JSON.parse(ended.stdout));
    expect(
      runs.map((run) => [run.remedy, run.verdict, run.cause]),
      ended.stderr,
    ).toEqual(remedies.map((remedy) => [remedy.name, remedy.expect, cause]));
  },
  300_000,
);
