import { writeReport } from '../report/markdown.ts';
import { matrixSummary } from '../report/matrix.ts';
import { toResults } from '../report/results.ts';
import type { Results } from '../report/results.ts';
import { summary } from '../report/summary.ts';
import type { RunResult } from '../run/events.ts';
import { exitCodeOf, exitCodes } from '../run/exit-code.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import type { JsonOption } from './output.ts';
import { say, writeJson } from './output.ts';

export interface Telling {
  /** Runs of several scenarios, as one table. */
  isMatrix: boolean;
  json: JsonOption | undefined;
  signal: AbortSignal;
}

/** Writes the reports, says what came out, and gives the exit code. */
export async function tellOutcome(results: Results, { isMatrix, json, signal }: Telling): Promise<number> {
  const { runs, skipped } = results;
  const reported = await writeReports(runs);
  const code = exitCodeOf(runs);
  const asFound = code === exitCodes.ok && !reported ? exitCodes.environment : code;
  // Ctrl-C while the runs clean up comes too late for their results, and is an interruption all the same.
  const exitCode = signal.aborted ? exitCodes.interrupted : asFound;
  const words = isMatrix ? matrixSummary(runs, skipped) : summary(runs);
  if (json === undefined) process.stdout.write(`${words}\n`);
  else {
    if (json !== true || process.stderr.isTTY) say(words);
    await writeJson(json, toResults(results, exitCode));
  }
  return exitCode;
}

/** False when one could not be written, which is said: the results are worth more than the report. */
async function writeReports(results: RunResult[]): Promise<boolean> {
  let all = true;
  for (const { folder } of results) {
    await writeReport(folder, results).catch((thrown: unknown) => {
      if (!(thrown instanceof Fault)) throw thrown;
      say(`leaklab: ${messageOf(thrown)}`);
      all = false;
    });
  }
  return all;
}
