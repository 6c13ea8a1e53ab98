import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  currentNamespace,
  forgetIncident,
  incidentFolder,
  readIncident,
  writeIncident,
} from '../../../scripts/lib/incident.ts';
import { anIncident } from './an-incident.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'by-hand-'));
  vi.stubEnv('LEAKLAB_HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

test('an incident is read as it was written', async () => {
  await writeIncident(anIncident);
  expect(await readIncident('team-a')).toEqual(anIncident);
});

test('the incident that was written last is the one to go on with', async () => {
  await writeIncident(anIncident);
  await writeIncident({ ...anIncident, namespace: 'team-b' });
  expect(await currentNamespace()).toBe('team-b');
});

test('where nothing was deployed there is no incident and no current namespace', async () => {
  expect([await readIncident('team-a'), await currentNamespace()]).toEqual([undefined, undefined]);
});

test('a forgotten incident is gone, and its bundle stays', async () => {
  await writeIncident(anIncident);
  await mkdir(join(incidentFolder('team-a'), 'bundle'));
  await forgetIncident('team-a');
  expect(await readIncident('team-a')).toBeUndefined();
  expect(await currentNamespace()).toBeUndefined();
  expect(await readdir(incidentFolder('team-a'))).toEqual(['bundle']);
});

test('to forget another incident leaves the current one', async () => {
  await writeIncident(anIncident);
  await forgetIncident('team-b');
  expect(await currentNamespace()).toBe('team-a');
});

test('a state that somebody has edited wrongly is told with its file and field', async () => {
  await writeIncident(anIncident);
  const file = join(incidentFolder('team-a'), 'state.json');
  await writeFile(file, JSON.stringify({ ...anIncident, pace: 'fast' }));
  await expect(readIncident('team-a')).rejects.toThrow(`${file}: not as expected:\n  pace:`);
});
