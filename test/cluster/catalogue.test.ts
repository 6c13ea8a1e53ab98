import { beforeAll, describe, expect, inject, test } from 'vitest';
import { listScenarios } from '../../src/scenario/find.ts';
import { scenariosFolder } from '../../src/shared/places.ts';
import { testCluster } from './lab.ts';
import type { Ended } from './leaklab.ts';
import { leaklabRun } from './leaklab.ts';

const { scenarios } = await listScenarios(scenariosFolder);

describe.skipIf(inject('kindMissing') !== '')('the fixes of the whole catalogue on kind', () => {
  let ended: Ended;

  beforeAll(async () => {
    await testCluster();
    ended = await leaklabRun(['--all', '--only', 'fix', '--on', 'kind']);
  }, 900_000);

  for (const { name, cause, remedies } of scenarios) {
    test(`${name}: every fix resolves the fault, and every run names its cause`, ({ skip }) => {
      const { runs = [], skipped = [] } = ended.results ?? {};
      const left = skipped.find(({ scenario }) => scenario === name);
      if (left !== undefined) skip(`${name} is skipped: ${left.why}`);
      const fixes = remedies.filter(({ kind }) => kind === 'fix');
      const wanted = fixes.length === 0 ? [[null, null, cause]] : fixes.map((one) => [one.name, one.expect, cause]);
      expect(
        runs.filter(({ scenario }) => scenario === name).map((run) => [run.remedy, run.verdict, run.cause]),
        ended.stderr,
      ).toEqual(wanted);
    });
  }
});
