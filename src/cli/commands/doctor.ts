import { listChecks } from '../../doctor/checks.ts';
import { examine } from '../../doctor/examine.ts';
import { render } from '../../doctor/render.ts';
import { toReport } from '../../doctor/report.ts';
import { exitCodes } from '../../run/exit-code.ts';
import type { JsonOption } from '../output.ts';
import { writeJson } from '../output.ts';
import { interruptible } from '../signals.ts';

/** Long enough for a machine on which runs go on: all checks together took 9 s on 2 cores at a load of 16. */
const secondsPerCheck = 20;

/** `leaklab doctor`: what is ready here, what is not and what mends it; 3 when something must be mended first. */
export async function doctor(options: { json?: JsonOption; pre?: boolean }): Promise<number> {
  return interruptible(async (signal) => {
    const checks = listChecks({ pre: options.pre === true });
    const report = toReport(await examine(checks, { within: secondsPerCheck, signal }));
    if (options.json !== true) process.stdout.write(render(report, { symbols: process.stdout.isTTY }));
    if (options.json !== undefined) await writeJson(options.json, report);
    return report.ok ? exitCodes.ok : exitCodes.environment;
  });
}
