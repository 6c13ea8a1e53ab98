import { basename, join, relative, resolve } from 'node:path';
import { checkTogether } from './check-together.ts';
import { InvalidFiles } from './invalid-files.ts';
import { check } from './issues.ts';
import type { Scenario } from './model.ts';
import { sortProblems } from './problem.ts';
import type { ScenarioDocument } from './schema.ts';
import { namePattern, scenarioSchema } from './schema.ts';
import { readManifests, readScenarioFile } from './source.ts';
import { toScenario } from './to-scenario.ts';

export interface LoadOptions {
  /** References of the images that leaklab can build, `app:release`; without them images are not looked up. */
  knownImages?: readonly string[];
  /** Problems name files relative to it; the process's own by default. */
  cwd?: string;
}

/**
 * Reads a scenario from its folder, whose name is the scenario's name.
 * @throws {InvalidFiles} with all that is wrong in `scenario.yaml`, the manifests and the remedies
 */
export async function loadScenario(folder: string, options: LoadOptions = {}): Promise<Scenario> {
  return (await readScenario(folder, options)).scenario;
}

/** The same with the words that only the documentation needs. */
export async function readScenario(
  folder: string,
  options: LoadOptions = {},
): Promise<{ scenario: Scenario; document: ScenarioDocument }> {
  const root = resolve(folder);
  const name = basename(root);
  const cwd = options.cwd ?? process.cwd();
  const file = relative(cwd, join(root, 'scenario.yaml'));

  const { document: source, problems } = await readScenarioFile(root, file);
  if (!namePattern.test(name)) {
    const message = `expected a folder named with at most 30 lower-case letters, digits and "-", got "${name}"`;
    problems.push({ file, line: 1, column: 1, message });
  }
  const manifests = await readManifests(root, cwd);
  problems.push(...manifests.problems);
  const parsed = source && check(scenarioSchema, source);
  problems.push(...(parsed?.problems ?? []));
  if (source)
    problems.push(...(await checkTogether(source, manifests, { root, cwd, knownImages: options.knownImages })));

  if (problems.length > 0 || parsed?.value === undefined) {
    throw new InvalidFiles(`scenario ${name}`, sortProblems(problems, [file]));
  }
  const document = parsed.value;
  const paths = manifests.manifests.map(({ path }) => path);
  return { scenario: toScenario(document, root, paths), document };
}
