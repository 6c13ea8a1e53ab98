import { expect, test } from 'vitest';
import { engineName, engineRuns } from '../../../../src/embedded/cgroup/engine-name.ts';

test.runIf(process.platform === 'linux')('the name of this process is that of an engine that runs', () => {
  expect(engineRuns(engineName())).toBe(true);
});

test.each([`${process.pid}-1`, '999999999-5', 'cgroup.procs', ''])('"%s" is not', (name) => {
  expect(engineRuns(name)).toBe(false);
});
