import { join } from 'node:path';
import { kindClusterName } from '../../cluster/kind-name.ts';
import { listImages } from '../../images/catalogue.ts';
import { toResults } from '../../report/results.ts';
import { liveReporter } from '../../report/live.ts';
import { matrixReporter, matrixSummary } from '../../report/matrix.ts';
import { writeReport } from '../../report/markdown.ts';
import { plainReporter } from '../../report/plain.ts';
import { summary } from '../../report/summary.ts';
import type { Plan } from '../../run/context.ts';
import type { RunResult } from '../../run/events.ts';
import { exitCodeOf, exitCodes } from '../../run/exit-code.ts';
import { newRunId } from '../../run/id.ts';
import { openLab } from '../../run/open-lab.ts';
import { roomHere } from '../../run/room.ts';
import { run as playOne } from '../../run/run.ts';
import { runSideBySide } from '../../run/side-by-side.ts';
import type { PaceName } from '../../scenario/model.ts';
import { Fault, messageOf } from '../../shared/errors.ts';
import { scenariosFolder, stateFolder } from '../../shared/places.ts';
import { dryRun } from '../../report/dry-run.ts';
import type { JsonOption } from '../output.ts';
import { say, writeJson } from '../output.ts';
import { chooseRemedies } from '../remedies.ts';
import { chooseScenarios } from '../scenarios.ts';
import { interruptible } from '../signals.ts';

export interface RunOptions {
  all?: boolean;
  tag?: string;
  on: string;
  context?: string;
  remedy?: string;
  remedyCommand?: string;
  pace: PaceName;
  keep?: boolean;
  json?: JsonOption;
  dryRun?: boolean;
}

/** `leaklab run`: one run per scenario and remedy, side by side. */
export async function run(names: string[], options: RunOptions): Promise<number> {
  const knownImages = (await listImages()).map(({ ref }) => ref);
  const chosen = await chooseScenarios(scenariosFolder, names, options, { knownImages });
  const where = { on: options.on, context: options.context };
  const asked = await Promise.all(
    chosen.map(async (scenario) => {
      const remedies = await chooseRemedies(scenario, options.all === true ? { remedy: 'all', ...options } : options);
      return { scenario, remedies, pace: scenario.paces[options.pace] };
    }),
  );
  if (options.dryRun === true) {
    for (const { scenario, remedies, pace } of asked)
      process.stdout.write(await dryRun(scenario, remedies, pace, { ...where, kindName: kindClusterName() }));
    return exitCodes.ok;
  }
  const plans = asked.flatMap(({ scenario, remedies, pace }) =>
    remedies.map((remedy): Plan => ({ ...newId(), scenario, remedy, pace, keep: options.keep === true })),
  );
  const isMatrix = chosen.length > 1;
  return interruptible(async (signal) => {
    const live = process.stderr.isTTY ? liveReporter(process.stderr, isMatrix ? plans.length : undefined) : undefined;
    const write = (text: string) => process.stderr.write(text);
    const plain = isMatrix ? matrixReporter(plans.length, write) : plainReporter(write);
    const listen = live === undefined ? plain : live.listen;
    const images = [...new Set(chosen.flatMap((scenario) => scenario.images))];
    const externalImages = [...new Set(chosen.flatMap((scenario) => scenario.externalImages))];
    const lab = await openLab(where, images, { signal, externalImages, onProgress: say, onInterruption: say });
    try {
      const results = await runSideBySide(plans, {
        room: roomHere(),
        play: (plan) => playOne(plan, lab, [listen], signal),
        again: (plan, spoilt) => {
          if (!isMatrix) return undefined;
          say(`${plan.scenario.name} is played once more, since the lab itself failed: ${spoilt.reasons[0] ?? ''}`);
          return { ...plan, ...newId() };
        },
        signal,
      });
      live?.stop();
      const reported = await writeReports(results);
      const code = exitCodeOf(results);
      const asFound = code === exitCodes.ok && !reported ? exitCodes.environment : code;
      // Ctrl-C while the runs clean up comes too late for their results, and is an interruption all the same.
      const exitCode = signal.aborted ? exitCodes.interrupted : asFound;
      const words = isMatrix ? matrixSummary(results, []) : summary(results);
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

function newId(): Pick<Plan, 'id' | 'folder'> {
  const id = newRunId(new Date());
  return { id, folder: join(stateFolder(), 'runs', id) };
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
