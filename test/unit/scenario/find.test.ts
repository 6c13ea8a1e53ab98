import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findRemedy, findScenario, listScenarios } from '../../../src/scenario/find.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { exampleScenario } from './scenario-folder.ts';

/** Three scenarios, the second one broken. */
async function scenarios(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'leaklab-scenarios-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await rename((await exampleScenario()).folder, join(root, 'slow-start'));
  await rename((await exampleScenario('invalid-hints-two.yaml')).folder, join(root, 'no-hints'));
  await rename((await exampleScenario()).folder, join(root, 'list-leak'));
  await writeFile(join(root, 'CATALOG.md'), '');
  return root;
}

test('scenarios are listed by name, one that is broken does not hide the others', async () => {
  const { scenarios: good } = await listScenarios(await scenarios());
  expect(good.map(({ name }) => name)).toEqual(['list-leak', 'slow-start']);
});

test('a broken scenario is listed with its problems', async () => {
  const root = await scenarios();
  const { broken } = await listScenarios(root, { cwd: root });
  expect(broken).toEqual([
    { name: 'no-hints', problems: [expect.objectContaining({ file: 'no-hints/scenario.yaml', line: 69, column: 3 })] },
  ]);
});

test('a scenario is found by name although another one is broken', async () => {
  await expect(findScenario(await scenarios(), 'slow-start')).resolves.toMatchObject({ name: 'slow-start' });
});

test('an unknown scenario is bad usage, with the near name and the command that lists them', async () => {
  await expect(findScenario(await scenarios(), 'lst-leak')).rejects.toMatchObject({
    kind: 'usage',
    message: 'unknown scenario lst-leak; did you mean list-leak?',
    hint: 'leaklab list',
  });
});

test.each(['zebra', '../list-leak', 'list-leak/', 'CATALOG.md', '', '.'])('%j is no scenario', async (name) => {
  await expect(findScenario(await scenarios(), name)).rejects.toMatchObject({ kind: 'usage', hint: 'leaklab list' });
});

test('a folder of scenarios that is not there is bad usage', async () => {
  await expect(listScenarios(join(tmpdir(), 'leaklab-not-there'))).rejects.toMatchObject({ kind: 'usage' });
});

test('a remedy is found by name', async () => {
  const { folder } = await exampleScenario();
  expect(findRemedy(await loadScenario(folder), 'settings')).toMatchObject({ name: 'settings', restart: true });
});

test('an unknown remedy is bad usage, with the near name and those that there are', async () => {
  const { folder } = await exampleScenario();
  const scenario = await loadScenario(folder);
  expect(() => findRemedy(scenario, 'setings')).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: 'unknown remedy setings; did you mean settings?',
      hint: 'remedies of example: release, settings, restart',
    }),
  );
});
