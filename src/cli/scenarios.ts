import { findScenario, listScenarios } from '../scenario/find.ts';
import { InvalidFiles } from '../scenario/invalid-files.ts';
import type { LoadOptions } from '../scenario/load.ts';
import type { Scenario } from '../scenario/model.ts';
import { Fault } from '../shared/errors.ts';
import { didYouMean } from '../shared/near.ts';

/**
 * The scenarios below `root` that a command names, or all of them with `--all`.
 * @throws Fault (usage): none or a wrong one is named, or one of them cannot be used
 */
export async function chooseScenarios(
  root: string,
  names: readonly string[],
  { all, tag }: { all?: boolean; tag?: string },
  options: LoadOptions,
): Promise<Scenario[]> {
  if (all !== true) {
    if (tag !== undefined)
      throw new Fault('usage', '--tag goes with --all', { hint: `leaklab run --all --tag ${tag}` });
    if (names.length === 0)
      throw new Fault('usage', 'expected the name of a scenario, or --all', { hint: 'leaklab list' });
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Fault('usage', `the scenario ${twice} is named twice`);
    return Promise.all(names.map((name) => findScenario(root, name, options)));
  }
  if (names.length > 0)
    throw new Fault('usage', `--all is every scenario: expected no name beside it, got ${names.join(', ')}`);
  const { scenarios, broken } = await listScenarios(root, options);
  if (broken.length > 0)
    throw new InvalidFiles(
      broken.map(({ name }) => `scenario ${name}`).join(', '),
      broken.flatMap(({ problems }) => problems),
    );
  if (tag === undefined) return scenarios;
  const tagged = scenarios.filter(({ tags }) => tags.includes(tag));
  const tags = [...new Set(scenarios.flatMap((scenario) => scenario.tags))].toSorted();
  if (tagged.length > 0) return tagged;
  throw new Fault('usage', `no scenario has the tag ${tag}`, {
    hint: didYouMean(tag, tags) ?? `the tags are ${tags.join(', ')}`,
  });
}
