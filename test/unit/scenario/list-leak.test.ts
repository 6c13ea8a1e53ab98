import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadScenario } from '../../../src/scenario/load.ts';
import { scenarioNames } from '../../../src/scenario/find.ts';

const root = join(import.meta.dirname, '../../../scenarios');
const images = ['data-processor:1.4.2', 'data-processor:1.4.3', 'data-processor:1.4.4'];
const scenario = await loadScenario(join(root, 'list-leak'), { knownImages: images });

test('list-leak expects of each remedy the verdict that the incident calls for', () => {
  const expected = scenario.remedies.map(({ name, kind, expect: verdict, restart }) => [name, kind, verdict, restart]);
  expect(expected).toEqual([
    ['bounded-buffer', 'fix', 'resolved', false],
    ['raise-limit', 'workaround', 'delayed', false],
    ['restart-policy', 'placebo', 'failed', true],
    ['remove-limit', 'cheat', 'masked', false],
    ['scale-to-zero', 'cheat', 'masked', false],
    ['refuse-events', 'cheat', 'masked', false],
  ]);
});

test('list-leak runs at lab pace and at its own', () => {
  expect(scenario.paces).toEqual({
    lab: { name: 'lab', speedup: 100, env: { PACE: 'lab' }, failsWithin: 60 },
    real: { name: 'real', speedup: 1, env: { PACE: 'real' }, failsWithin: 2700 },
  });
});

test('list-leak counts its durations in seconds', () => {
  expect(scenario.horizon).toBe(604_800);
});

test('list-leak lists the manifests by absolute path in the order of their names', () => {
  expect(scenario.manifests.map((path) => path.slice(root.length))).toEqual([
    '/list-leak/manifests/10-deployment.yaml',
    '/list-leak/manifests/20-service.yaml',
  ]);
});

test('nothing that reaches the cluster tells what is wrong', async () => {
  const remedies = scenario.remedies.flatMap(({ file }) => (file === null ? [] : [file]));
  const texts = await Promise.all([...scenario.manifests, ...remedies].map((path) => readFile(path, 'utf8')));
  const telling = texts.join('\n').match(/\w*(?:leak|oom|bug|fault|broken|fix|cheat|placebo|growing|unbounded)\w*/gi);
  expect(telling).toBeNull();
});

test('every file of remedies/ belongs to a remedy', async () => {
  const used = scenario.remedies.flatMap(({ file }) => (file === null ? [] : [basename(file)]));
  expect((await readdir(join(scenario.folder, 'remedies'))).sort()).toEqual(used.sort());
});

test.each(await scenarioNames(root))('%s begins with the line that gives editors its schema', async (name) => {
  const [first] = (await readFile(join(root, name, 'scenario.yaml'), 'utf8')).split('\n');
  expect(first).toBe('# yaml-language-server: $schema=../scenario.schema.json');
});
