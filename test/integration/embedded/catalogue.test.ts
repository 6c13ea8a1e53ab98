import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { resultsSchema } from '../../../src/report/results.ts';
import { listScenarios } from '../../../src/scenario/find.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { projectRoot, scenariosFolder } from '../../../src/shared/places.ts';

const { scenarios } = await listScenarios(scenariosFolder);

describe('the whole catalogue on the embedded cluster', () => {
  const home = mkdtempSync(join(tmpdir(), 'catalogue-'));
  let results: z.output<typeof resultsSchema>;
  let said: string;

  beforeAll(async () => {
    const args = ['run', '--all', '--on', 'embedded', '--json'];
    const ended = await runCommand(process.execPath, [join(projectRoot, 'src/cli/main.ts'), ...args], {
      env: { LEAKLAB_HOME: home },
      reject: false,
      timeoutSeconds: 1200,
    });
    said = ended.stderr;
    results = resultsSchema.parse(JSON.parse(ended.stdout));
  }, 1_210_000);
  afterAll(() => rmSync(home, { recursive: true }));

  for (const { name, cause, remedies } of scenarios) {
    test(`${name}: every remedy gets its verdict, and every run its cause`, ({ skip }) => {
      const skipped = results.skipped.find(({ scenario }) => scenario === name);
      if (skipped !== undefined) skip(`${name} is skipped: ${skipped.why}`);
      const runs = results.runs.filter(({ scenario }) => scenario === name);
      const wanted =
        remedies.length === 0 ? [[null, null, cause]] : remedies.map((one) => [one.name, one.expect, cause]);
      expect(
        runs.map((run) => [run.remedy, run.verdict, run.cause]),
        said,
      ).toEqual(wanted);
    });
  }
});
