import { relative, resolve } from 'node:path';
import { listImages } from '../../images/catalogue.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { newScenario } from '../../scenario/new.ts';
import { say } from '../output.ts';

/** `leaklab new`: a scenario that works, its app beside it, and what to type next. */
export async function makeNew(name: string, options: { scenarios: string }): Promise<number> {
  const taken = (await listImages()).map(({ app }) => app);
  const { scenario, app } = await newScenario(name, options.scenarios, taken);
  const shown = (path: string) => relative(process.cwd(), path) || '.';
  process.stdout.write(`${shown(scenario)}\n${shown(app)}\n`);
  const folder = shown(resolve(options.scenarios));
  say(`It works as it is:\n  leaklab run ${name} --scenarios ${folder} --remedy all`);
  say(`Change the app and the texts, and check them:\n  leaklab validate ${shown(scenario)}`);
  return exitCodes.ok;
}
