import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InvalidFiles } from '../../../src/scenario/invalid-files.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { formatProblems } from '../../../src/scenario/problem.ts';
import { exampleScenario } from './scenario-folder.ts';

async function problemsOf(folder: string, cwd: string): Promise<string> {
  const thrown: unknown = await loadScenario(folder, { cwd }).catch((error: unknown) => error);
  if (thrown instanceof InvalidFiles) return formatProblems(thrown.problems);
  throw new Error('expected problems, got none', { cause: thrown });
}

test('a remedy has the absolute path of its file, or none where it is only a restart', async () => {
  const { folder, cwd } = await exampleScenario();
  const { remedies } = await loadScenario(folder, { cwd });
  expect(remedies.map(({ file }) => file)).toEqual([
    join(folder, 'remedies/release.yaml'),
    join(folder, 'remedies/settings.yaml'),
    null,
  ]);
});

test('an invariant without a body or a check of the answer has null there', async () => {
  const { folder, cwd } = await exampleScenario();
  const { invariants } = await loadScenario(folder, { cwd });
  expect(invariants.map(({ body, json }) => [body, json?.check ?? null])).toEqual([
    [{ item: 'hat' }, null],
    [null, 'length'],
    [null, 'rate'],
  ]);
});

test('a scenario is named after its folder', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(folder, join(cwd, 'other-name'));
  expect((await loadScenario(join(cwd, 'other-name'), { cwd })).name).toBe('other-name');
});

test('a folder that cannot be part of a namespace is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(folder, join(cwd, 'My_Scenario'));
  expect(await problemsOf(join(cwd, 'My_Scenario'), cwd)).toBe(
    'My_Scenario/scenario.yaml:1:1: expected a folder named with at most 30 lower-case letters, digits and "-", ' +
      'got "My_Scenario"',
  );
});

test('the error says which scenario it is and how many problems there are', async () => {
  const { folder, cwd } = await exampleScenario('invalid-remedy-files.yaml');
  await expect(loadScenario(folder, { cwd })).rejects.toThrow(/^scenario example has 3 problems:\nexample\/scenario/);
});

test('bad files are bad usage', async () => {
  const { folder, cwd } = await exampleScenario('invalid-hints-two.yaml');
  await expect(loadScenario(folder, { cwd })).rejects.toMatchObject({ kind: 'usage' });
});

test('images are not looked up where it is not known which there are', async () => {
  const { folder, cwd } = await exampleScenario();
  await expect(loadScenario(folder, { cwd })).resolves.toMatchObject({
    images: ['shop:1.0.0', 'shop:1.0.1', 'cache:2.1.0'],
  });
});

test('a remedy behind a link that leads out of the folder is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(join(folder, 'remedies/release.yaml'), join(cwd, 'release.yaml'));
  await symlink('../../release.yaml', join(folder, 'remedies/release.yaml'));
  expect(await problemsOf(folder, cwd)).toBe(
    "example/scenario.yaml:54:11: remedies[0].file: expected a path inside of the scenario's folder, " +
      'got "remedies/release.yaml", a link that leads out of it',
  );
});

test('a remedy below a linked folder that leads out is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(join(folder, 'remedies'), join(cwd, 'remedies'));
  await symlink('../remedies', join(folder, 'remedies'));
  expect(await problemsOf(folder, cwd)).toContain('got "remedies/settings.yaml", a link that leads out of it');
});

test('a manifest behind a link that leads out of the folder is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(join(folder, 'manifests/20-service.yaml'), join(cwd, 'service.yaml'));
  await symlink(join(cwd, 'service.yaml'), join(folder, 'manifests/20-service.yaml'));
  expect(await problemsOf(folder, cwd)).toBe(
    "example/manifests/20-service.yaml:1:1: expected a path inside of the scenario's folder, " +
      'got "manifests/20-service.yaml", a link that leads out of it',
  );
});

test('a link that stays in the folder is followed', async () => {
  const { folder, cwd } = await exampleScenario();
  await rename(join(folder, 'remedies/release.yaml'), join(folder, 'remedies/next.yaml'));
  await symlink('next.yaml', join(folder, 'remedies/release.yaml'));
  await expect(loadScenario(folder, { cwd })).resolves.toMatchObject({ name: 'example' });
});

test('a scenario whose folder is reached through a link is loaded', async () => {
  const { folder, cwd } = await exampleScenario();
  await symlink(folder, join(cwd, 'linked'));
  await expect(loadScenario(join(cwd, 'linked'), { cwd })).resolves.toMatchObject({ name: 'linked' });
});

test('a file above 1 MiB is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await writeFile(join(folder, 'remedies/release.yaml'), `# ${'x'.repeat(2 ** 20)}\n`);
  expect(await problemsOf(folder, cwd)).toBe(
    'example/remedies/release.yaml:1:1: expected at most 1 MiB, got 1048579 bytes',
  );
});

test('a file that is no text is refused', async () => {
  const { folder, cwd } = await exampleScenario();
  await writeFile(join(folder, 'scenario.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
  expect(await problemsOf(folder, cwd)).toBe(
    'example/scenario.yaml:1:1: expected text in UTF-8, got other bytes; save the file as UTF-8',
  );
});

test('a named pipe is refused without waiting for a writer', async () => {
  const { folder, cwd } = await exampleScenario();
  execFileSync('mkfifo', [join(folder, 'manifests/30-pipe.yaml')]);
  expect(await problemsOf(folder, cwd)).toBe(
    'example/manifests/30-pipe.yaml:1:1: expected a file, got something else at "manifests/30-pipe.yaml"',
  );
});

test('lists without end are a problem of the file, not a crash', async () => {
  const { folder, cwd } = await exampleScenario();
  await writeFile(join(folder, 'scenario.yaml'), '['.repeat(100_000));
  expect(await problemsOf(folder, cwd)).toMatch(/^example\/scenario\.yaml:1:\d+: not valid YAML: /);
});

test('a folder without scenario.yaml is told so', async () => {
  const { folder, cwd } = await exampleScenario();
  await rm(join(folder, 'scenario.yaml'));
  expect(await problemsOf(folder, cwd)).toBe(
    'example/scenario.yaml:1:1: there is no file "scenario.yaml" in the scenario\'s folder',
  );
});

test('a scenario without manifests is told so', async () => {
  const { folder, cwd } = await exampleScenario();
  await rm(join(folder, 'manifests'), { recursive: true });
  await mkdir(join(folder, 'manifests'));
  expect(await problemsOf(folder, cwd)).toContain(
    'example/manifests:1:1: expected manifests *.yaml, got an empty folder',
  );
});
