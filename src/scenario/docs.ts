import { join, resolve } from 'node:path';
import { scenarioCatalog } from './catalog.ts';
import { scenarioNames } from './find.ts';
import { readScenario } from './load.ts';
import { scenarioReadme } from './readme.ts';

/** Every generated page below `root`: its absolute path and its text. */
export async function scenarioDocs(root: string): Promise<Map<string, string>> {
  const names = await scenarioNames(root);
  const read = await Promise.all(names.map((name) => readScenario(join(root, name))));
  const pages = new Map(
    await Promise.all(
      read.map(async ({ scenario, document }): Promise<[string, string]> => {
        return [join(scenario.folder, 'README.md'), await scenarioReadme(scenario, document)];
      }),
    ),
  );
  return pages.set(join(resolve(root), 'CATALOG.md'), scenarioCatalog(read.map(({ scenario }) => scenario)));
}
