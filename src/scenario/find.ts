import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, messageOf } from '../shared/errors.ts';
import { didYouMean } from '../shared/near.ts';
import { InvalidFiles } from './invalid-files.ts';
import type { LoadOptions } from './load.ts';
import { loadScenario } from './load.ts';
import type { Remedy, Scenario } from './model.ts';
import type { Problem } from './problem.ts';

interface BrokenScenario {
  name: string;
  problems: readonly Problem[];
}

/** All scenarios below `root` by name, those that cannot be used beside the others. */
export async function listScenarios(
  root: string,
  options: LoadOptions = {},
): Promise<{ scenarios: Scenario[]; broken: BrokenScenario[] }> {
  const scenarios: Scenario[] = [];
  const broken: BrokenScenario[] = [];
  for (const name of await scenarioNames(root)) {
    try {
      scenarios.push(await loadScenario(join(root, name), options));
    } catch (thrown) {
      if (!(thrown instanceof InvalidFiles)) throw thrown;
      broken.push({ name, problems: thrown.problems });
    }
  }
  return { scenarios, broken };
}

/** @throws {Fault} usage: no such scenario (with the near name), or what is wrong in it */
export async function findScenario(root: string, name: string, options: LoadOptions = {}): Promise<Scenario> {
  const names = await scenarioNames(root);
  if (!names.includes(name)) throw unknown('scenario', name, names, 'leaklab list');
  return loadScenario(join(root, name), options);
}

/** @throws {Fault} usage: no such remedy, with the near name */
export function findRemedy(scenario: Scenario, name: string): Remedy {
  const found = scenario.remedies.find((remedy) => remedy.name === name);
  if (found) return found;
  const names = scenario.remedies.map((remedy) => remedy.name);
  throw unknown('remedy', name, names, `remedies of ${scenario.name}: ${names.join(', ')}`);
}

/** The folders below `root`, sorted: each is a scenario. */
export async function scenarioNames(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch (thrown) {
    throw new Fault('usage', `expected a folder of scenarios: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function unknown(what: string, name: string, known: readonly string[], hint: string): Fault {
  const meant = didYouMean(name, known);
  return new Fault('usage', `unknown ${what} ${name}${meant === undefined ? '' : `; ${meant}`}`, { hint });
}
