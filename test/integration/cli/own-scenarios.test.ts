import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resultsSchema } from '../../../src/report/results.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeEach(() => (sandbox = new Sandbox()));
afterEach(() => sandbox.remove());

test('a new scenario is right, is listed, and says what to type next', async () => {
  const [made, checked, listed] = await sandbox.each([
    ['new', 'slow-cache'],
    ['validate', 'scenarios'],
    ['list', '--scenarios', 'scenarios'],
  ]);
  expect(made).toMatchObject({ exitCode: 0, stdout: 'scenarios/slow-cache\napps/slow-cache' });
  expect(made?.stderr).toContain('leaklab run slow-cache --scenarios scenarios --remedy all');
  expect(checked).toEqual({ exitCode: 0, stdout: '', stderr: '1 scenario, no problem' });
  expect(listed?.stdout).toMatch(/^SCENARIO .*\nslow-cache +memory-leak/);
});

test('every remedy of a new scenario gets its verdict on the embedded cluster', async () => {
  await sandbox.leaklab(['new', 'slow-cache']);
  // The pod's user has to be able to read its app.
  chmodSync(sandbox.folder, 0o755);
  const args = ['run', 'slow-cache', '--scenarios', 'scenarios', '--on', 'embedded', '--remedy', 'all', '--json'];
  // The embedded cluster needs the programs of the machine.
  const { stdout, stderr, exitCode } = await sandbox.leaklab(args, { PATH: process.env['PATH'] }, 280);
  const { runs } = resultsSchema.parse(JSON.parse(stdout));
  expect(
    runs.map(({ remedy, verdict, cause }) => [remedy, verdict, cause]),
    stderr,
  ).toEqual([
    ['next-release', 'resolved', 'memory-leak'],
    ['raise-limit', 'delayed', 'memory-leak'],
    ['restart', 'failed', 'memory-leak'],
    ['scale-to-zero', 'masked', 'memory-leak'],
  ]);
  expect(exitCode).toBe(0);
}, 300_000);

test('validate tells every problem of every scenario with file, line and column, and ends with 2', async () => {
  await sandbox.each([
    ['new', 'slow-cache'],
    ['new', 'big-cache'],
  ]);
  for (const [name, from, to] of [
    ['slow-cache', 'cause: memory-leak', 'cause: memory-leek'],
    ['big-cache', '- big-cache:1.0.1', '- big-cache:1.0.2'],
  ] as const) {
    const file = join(sandbox.folder, 'scenarios', name, 'scenario.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  }
  const [all, one, json] = await sandbox.each([
    ['validate', 'scenarios'],
    ['validate', 'scenarios/slow-cache'],
    ['validate', 'scenarios', '--json'],
  ]);
  expect([all?.exitCode, one?.exitCode, json?.exitCode]).toEqual([2, 2, 2]);
  expect(all?.stdout).toMatch(/^scenarios\/big-cache\/scenario\.yaml:\d+:\d+: images\[1\]: no manifest/);
  expect(one?.stdout).toMatch(
    /^scenarios\/slow-cache\/scenario\.yaml:\d+:8: cause: expected one of .*did you mean memory-leak\?$/,
  );
  expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
    version: 1,
    scenarios: [
      { name: 'big-cache', problems: expect.arrayContaining([expect.objectContaining({ column: 5 })]) },
      { name: 'slow-cache', problems: [{ file: 'scenarios/slow-cache/scenario.yaml', column: 8 }] },
    ],
  });
});

test('validate without a folder checks the scenarios of leaklab', async () => {
  const [checked] = await sandbox.each([['validate']]);
  expect(checked).toMatchObject({
    exitCode: 0,
    stdout: '',
    stderr: expect.stringMatching(/^\d\d scenarios, no problem$/),
  });
});

test.each([
  ['is not there', 'nowhere', /^leaklab: expected a folder of scenarios: ENOENT/],
  ['holds none', 'empty', /^leaklab: expected a scenario or a folder of scenarios, and empty holds none/],
])('a folder that %s is bad usage', async (_what, folder, message) => {
  mkdirSync(join(sandbox.folder, 'empty'));
  const [checked] = await sandbox.each([['validate', folder]]);
  expect([checked?.exitCode, checked?.stderr]).toEqual([2, expect.stringMatching(message)]);
});

test("the command works from a project beside one's own code, which has leaklab among its packages", () => {
  // As npm links a package from a folder.
  mkdirSync(join(sandbox.folder, 'node_modules'));
  symlinkSync(projectRoot, join(sandbox.folder, 'node_modules/leaklab'));
  const options = { cwd: sandbox.folder, env: { ...process.env, LEAKLAB_HOME: undefined }, encoding: 'utf8' } as const;
  const leaklab = (...args: string[]) =>
    execFileSync(process.execPath, ['node_modules/leaklab/bin/leaklab.mjs', ...args], options);
  expect(leaklab('new', 'slow-cache', '--scenarios', 'lab/scenarios')).toBe(
    'lab/scenarios/slow-cache\nlab/apps/slow-cache\n',
  );
  const plan = ['run', 'slow-cache', '--scenarios', 'lab/scenarios', '--dry-run', '--on', 'kind'];
  expect(leaklab(...plan)).toContain('kind load docker-image slow-cache:1.0.0');
});
