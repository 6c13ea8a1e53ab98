import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limitsOf, memoryNeed } from '../../../src/run/memory-need.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import { scenariosFolder } from '../../../src/shared/places.ts';

const mebibyte = 2 ** 20;

function deployment(memory: string | null, replicas?: number) {
  const containers = [{ name: 'app', image: 'app:1.0.0', resources: memory === null ? {} : { limits: { memory } } }];
  const template = { spec: { containers } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'app' }, spec: { replicas, template } };
}

test('objects need the limits of all their replicas', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app' }, spec: {} };
  expect(limitsOf([deployment('128Mi', 2), deployment('64Mi'), service], 0)).toBe(320 * mebibyte);
});

test('a container of which no limit is said needs what the caller says', () => {
  expect(limitsOf([deployment(null)], 7)).toBe(7);
});

test('a run needs its old pods and its new ones, with the limit that the remedy gives them', async () => {
  const scenario = await loadScenario(join(scenariosFolder, 'list-leak'));
  const need = (name: string) =>
    memoryNeed({ scenario, remedy: scenario.remedies.find((remedy) => remedy.name === name) ?? null });
  expect(await need('raise-limit')).toBe((128 + 512) * mebibyte);
  expect(await need('remove-limit')).toBe((128 + 512) * mebibyte);
  expect(await need('restart-policy')).toBe((128 + 128) * mebibyte);
});

test('a fault that no container starts under needs nothing before the remedy', async () => {
  const scenario = await loadScenario(join(scenariosFolder, 'missing-config'));
  expect(await memoryNeed({ scenario, remedy: null })).toBe(0);
});

test('the pods from before a change serve on, and need what they need', async () => {
  const scenario = await loadScenario(join(scenariosFolder, 'bad-release'));
  expect(await memoryNeed({ scenario, remedy: null })).toBe((128 + 128) * mebibyte);
});
