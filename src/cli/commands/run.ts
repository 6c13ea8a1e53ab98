import { join } from 'node:path';
import { kindClusterName } from '../../cluster/kind-name.ts';
import { listImages } from '../../images/catalogue.ts';
import { toResults } from '../../report/results.ts';
import { liveReporter } from '../../report/live.ts';
import { writeReport } from '../../report/markdown.ts';
import { plainReporter } from '../../report/plain.ts';
import { summary } from '../../report/summary.ts';
import type { Plan } from '../../run/context.ts';
import type { RunResult } from '../../run/events.ts';
import { exitCodeOf, exitCodes } from '../../run/exit-code.ts';
import { newRunId } from '../../run/id.ts';
import { openLab } from '../../run/open-lab.ts';
import { runSideBySide } from '../../run/side-by-side.ts';
import { findScenario } from '../../scenario/find.ts';
import type { PaceName } from '../../scenario/model.ts';
import { Fault, messageOf } from '../../shared/errors.ts';
import { scenariosFolder, stateFolder } from '../../shared/places.ts';
import { dryRun } from '../../report/dry-run.ts';
import type { JsonOption } from '../output.ts';
import { say, writeJson } from '../output.ts';
import { chooseRemedies } from '../remedies.ts';
import { interruptible } from '../signals.ts';

export interface RunOptions {
  on: string;
  context?: string;
  remedy?: string;
  remedyCommand?: string;
  pace: PaceName;
  keep?: boolean;
  json?: JsonOption;
  dryRun?: boolean;
}

/** `leaklab run`: one run per remedy, side by side. */
export async function run(name: string, options: RunOptions): Promise<number> {
  const knownImages = (await listImages()).map(({ ref }) => ref);
  const scenario = await findScenario(scenariosFolder, name, { knownImages });
  const remedies = await chooseRemedies(scenario, options);
  const where = { on: options.on, context: options.context };
  const pace = scenario.paces[options.pace];
  if (options.dryRun === true) {
    process.stdout.write(await dryRun(scenario, remedies, pace, { ...where, kindName: kindClusterName() }));
    return exitCodes.ok;
  }
  const plans = remedies.map((remedy): Plan => {
    const id = newRunId(new Date());
    return { id, scenario, remedy, pace, folder: join(stateFolder(), 'runs', id), keep: options.keep === true };
  });
  return interruptible(async (signal) => {
    const live = process.stderr.isTTY ? liveReporter(process.stderr) : undefined;
    const listen = live === undefined ? plainReporter((text) => process.stderr.write(text)) : live.listen;
    const lab = await openLab(where, scenario.images, { signal, onProgress: say, onInterruption: say });
    try {
      const results = await runSideBySide(plans, lab, [listen], signal);
      live?.stop();
      const reported = await writeReports(results);
      const code = exitCodeOf(results);
      const asFound = code === exitCodes.ok && !reported ? exitCodes.environment : code;
      // Ctrl-C while the runs clean up comes too late for their results, and is an interruption all the same.
      const exitCode = signal.aborted ? exitCodes.interrupted : asFound;
      const words = summary(results);
      if (options.json === undefined) process.stdout.write(`${words}\n`);
      else {
        if (options.json !== true || process.stderr.isTTY) say(words);
        await writeJson(options.json, toResults(results, exitCode));
      }
      return exitCode;
    } finally {
      live?.stop();
      await lab.close();
    }
  });
}

/** False when one could not be written, which is said: the results are worth more than the report. */
async function writeReports(results: RunResult[]): Promise<boolean> {
  let all = true;
  for (const { folder } of results) {
    await writeReport(folder).catch((thrown: unknown) => {
      if (!(thrown instanceof Fault)) throw thrown;
      say(`leaklab: ${messageOf(thrown)}`);
      all = false;
    });
  }
  return all;
}
