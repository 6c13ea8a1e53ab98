import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { newScenario } from '../../../src/scenario/new.ts';

let root = '';
beforeEach(() => (root = join(mkdtempSync(join(tmpdir(), 'new-')), 'scenarios')));
afterEach(() => rmSync(dirname(root), { recursive: true }));

test('a new scenario has its name in every place, and no problem', async () => {
  const { scenario, app } = await newScenario('slow-cache', root, []);
  expect([scenario, app]).toEqual([join(root, 'slow-cache'), join(dirname(root), 'apps/slow-cache')]);
  const knownImages = ['slow-cache:1.0.0', 'slow-cache:1.0.1'];
  expect(await loadScenario(scenario, { knownImages })).toMatchObject({ name: 'slow-cache', images: knownImages });
  expect(readFileSync(join(scenario, 'scenario.yaml'), 'utf8')).not.toContain('new-scenario');
});

test('its first line leads an editor to the schema', async () => {
  const { scenario } = await newScenario('slow-cache', root, []);
  const [line = ''] = readFileSync(join(scenario, 'scenario.yaml'), 'utf8').split('\n');
  const schema = resolve(scenario, line.replace('# yaml-language-server: $schema=', ''));
  expect(statSync(schema).isFile()).toBe(true);
});

test('a second one goes beside the first', async () => {
  await newScenario('slow-cache', root, []);
  await newScenario('fast-cache', root, ['slow-cache']);
  expect(await loadScenario(join(root, 'slow-cache'))).toMatchObject({ name: 'slow-cache' });
});

test.each([
  ['has other characters', 'Slow_Cache', /^expected a name of at most 30 lower-case letters/],
  ['leads elsewhere', '../slow', /^expected a name/],
  ['begins with a digit, which no Service may', '2-slow', /^expected a name/],
  ['is that of an app', 'orders', /^there is an app of that name already: orders$/],
  ['is that of a scenario', 'taken', /taken is there already$/],
])('a name that %s is refused, and nothing is made', async (_why, name, message) => {
  mkdirSync(join(root, 'taken'), { recursive: true });
  await expect(newScenario(name, root, ['orders'])).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringMatching(message),
  });
  expect(() => statSync(join(dirname(root), 'apps'))).toThrow('ENOENT');
});
