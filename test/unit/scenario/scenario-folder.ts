import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const fixtures = join(import.meta.dirname, '../../fixtures/scenarios');
export const exampleImages = ['shop:1.0.0', 'shop:1.0.1', 'cache:2.1.0', 'cash:2.1.0', 'tool:1.0.0'];

/** A scenario named "example" in a working directory of its own, with the manifests and remedies of the fixtures. */
export async function exampleScenario(scenario = 'valid-full.yaml'): Promise<{ cwd: string; folder: string }> {
  const cwd = await mkdtemp(join(tmpdir(), 'leaklab-scenario-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  const folder = join(cwd, 'example');
  await cp(join(fixtures, 'base'), folder, { recursive: true });
  await cp(join(fixtures, scenario), join(folder, 'scenario.yaml'));
  return { cwd, folder };
}
