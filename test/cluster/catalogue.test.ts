import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { Scenario } from '../../src/scenario/model.ts';
import { listScenarios } from '../../src/scenario/find.ts';
import { scenariosFolder } from '../../src/shared/places.ts';
import { testCluster } from './lab.ts';
import type { Ended } from './leaklab.ts';
import { leaklabRun } from './leaklab.ts';

const { scenarios } = await listScenarios(scenariosFolder);

/** With it, every remedy of every scenario is played on kind, which takes more than half an hour. */
const nightly = process.env['LEAKLAB_NIGHTLY'] === '1';
/** For the day, the first scenario of each cause with its fixes: the embedded cluster plays them all. */
const causes = new Map<string, Scenario>();
for (const scenario of scenarios) if (!causes.has(scenario.cause)) causes.set(scenario.cause, scenario);
const chosen = new Set(nightly ? scenarios : causes.values());

describe.skipIf(inject('kindMissing') !== '')('the catalogue on kind', () => {
  let ended: Ended;

  beforeAll(async () => {
    await testCluster();
    const what = nightly ? ['--all'] : [...[...chosen].map(({ name }) => name), '--remedy', 'all', '--only', 'fix'];
    ended = await leaklabRun([...what, '--on', 'kind']);
  }, 3_600_000);

  for (const scenario of scenarios) {
    const { name, cause, remedies } = scenario;
    test(`${name}: the remedies get their verdicts, and every run names its cause`, ({ skip }) => {
      if (!chosen.has(scenario)) skip(`${name} is for the night: LEAKLAB_NIGHTLY=1`);
      const { runs = [], skipped = [] } = ended.results ?? {};
      const left = skipped.find((one) => one.scenario === name);
      if (left !== undefined) skip(`${name} is skipped: ${left.why}`);
      const asked = nightly ? remedies : remedies.filter(({ kind }) => kind === 'fix');
      const wanted = asked.length === 0 ? [[null, null, cause]] : asked.map((one) => [one.name, one.expect, cause]);
      expect(
        runs.filter((run) => run.scenario === name).map((run) => [run.remedy, run.verdict, run.cause]),
        ended.stderr,
      ).toEqual(wanted);
    });
  }
});
