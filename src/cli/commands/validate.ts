import { imagesFor } from '../../images/own-apps.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { formatProblems } from '../../scenario/problem.ts';
import { checkScenarios, scenariosAt } from '../../scenario/validate.ts';
import { scenariosFolder } from '../../shared/places.ts';
import type { JsonOption } from '../output.ts';
import { say, writeJson } from '../output.ts';

/** `leaklab validate`: all problems of the scenarios there; 2 when there is one. */
export async function validate(folder: string | undefined, options: { json?: JsonOption }): Promise<number> {
  const found = await scenariosAt(folder ?? scenariosFolder);
  const knownImages = (await imagesFor(found.root)).map(({ ref }) => ref);
  const checked = await checkScenarios(found, { knownImages });
  const problems = checked.flatMap((one) => one.problems);
  if (options.json !== undefined) await writeJson(options.json, { version: 1, scenarios: checked });
  else if (problems.length > 0) process.stdout.write(`${formatProblems(problems)}\n`);
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;
  say(
    `${count(checked.length, 'scenario')}, ${problems.length === 0 ? 'no problem' : count(problems.length, 'problem')}`,
  );
  return problems.length === 0 ? exitCodes.ok : exitCodes.usage;
}
