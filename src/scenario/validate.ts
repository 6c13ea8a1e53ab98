import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../shared/errors.ts';
import { scenarioNames } from './find.ts';
import { InvalidFiles } from './invalid-files.ts';
import type { LoadOptions } from './load.ts';
import { loadScenario } from './load.ts';
import type { Problem } from './problem.ts';

/** One scenario, and all that is wrong in its files. */
export interface Checked {
  name: string;
  /** Absolute. */
  folder: string;
  problems: readonly Problem[];
}

/** A folder that is a scenario, or one that holds scenarios: where the scenarios are, and their names. */
export async function scenariosAt(folder: string): Promise<{ root: string; names: string[] }> {
  const path = resolve(folder);
  const isScenario = await stat(join(path, 'scenario.yaml')).then(
    () => true,
    () => false,
  );
  if (isScenario) return { root: dirname(path), names: [basename(path)] };
  const names = await scenarioNames(path);
  if (names.length > 0) return { root: path, names };
  throw new Fault('usage', `expected a scenario or a folder of scenarios, and ${folder} holds none`, {
    hint: 'leaklab new NAME, which makes one',
  });
}

/** Checks the scenarios one by one; what is wrong comes back, nothing is thrown for it. */
export async function checkScenarios(
  { root, names }: { root: string; names: readonly string[] },
  options: LoadOptions,
): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const name of names) {
    const folder = join(root, name);
    try {
      await loadScenario(folder, options);
      checked.push({ name, folder, problems: [] });
    } catch (thrown) {
      if (!(thrown instanceof InvalidFiles)) throw thrown;
      checked.push({ name, folder, problems: thrown.problems });
    }
  }
  return checked;
}
