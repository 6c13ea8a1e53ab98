import { join } from 'node:path';
import { kindClusterName } from '../../cluster/kind-name.ts';
import { awaitRelief } from '../../cluster/relief.ts';
import { rememberApps } from '../../images/own-apps.ts';
import type { Skipped } from '../../report/matrix.ts';
import type { Lab, Plan } from '../../run/context.ts';
import type { RunResult } from '../../run/events.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { newRunId } from '../../run/id.ts';
import { misfitOf } from '../../run/misfit.ts';
import { openLab } from '../../run/open-lab.ts';
import { roomHere } from '../../run/room.ts';
import { run as playOne } from '../../run/run.ts';
import { runSideBySide } from '../../run/side-by-side.ts';
import type { Pace, PaceName, Remedy, Scenario } from '../../scenario/model.ts';
import type { RemedyKind } from '../../scenario/remedy-kinds.ts';
import { stateFolder } from '../../shared/places.ts';
import { dryRun } from '../../report/dry-run.ts';
import type { JsonOption } from '../output.ts';
import { say } from '../output.ts';
import { tellOutcome } from '../outcome.ts';
import { chooseRemedies } from '../remedies.ts';
import { reporterFor } from '../reporter.ts';
import { scenarioRoot } from '../scenario-root.ts';
import { chooseScenarios } from '../scenarios.ts';
import { interruptible } from '../signals.ts';

export interface RunOptions {
  scenarios?: string;
  all?: boolean;
  tag?: string;
  on: string;
  context?: string;
  remedy?: string;
  remedyCommand?: string;
  only?: RemedyKind[];
  pace: PaceName;
  keep?: boolean;
  json?: JsonOption;
  dryRun?: boolean;
}

/** `leaklab run`: one run per scenario and remedy, side by side. */
export async function run(names: string[], options: RunOptions): Promise<number> {
  const { root, knownImages } = await scenarioRoot(options.scenarios);
  const chosen = await chooseScenarios(root, names, options, { knownImages });
  await rememberApps(root);
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
  const isMatrix = chosen.length > 1;
  return interruptible(async (signal) => {
    const images = [...new Set(chosen.flatMap((scenario) => scenario.images))];
    const externalImages = [...new Set(chosen.flatMap((scenario) => scenario.externalImages))];
    // Only one that is asked for alone gets a cluster of its own; of many, it is left out by name.
    const evictsAfter = chosen.length === 1 ? (chosen[0]?.clusters?.evictsAfter ?? null) : null;
    const evicting = evictsAfter === null ? undefined : { keep: options.keep === true };
    const heard = { signal, onProgress: say, onInterruption: say };
    const lab = await openLab({ ...where, evicting }, images, { ...heard, externalImages, evictsAfter });
    try {
      // Of many, those that cannot run here are left out by name; one alone says so as its result.
      const { fit, skipped } = isMatrix ? await withoutMisfits(asked, lab, signal) : { fit: asked, skipped: [] };
      const plans = fit.flatMap(({ scenario, remedies, pace }) =>
        remedies.map((remedy): Plan => ({ ...newId(), scenario, remedy, pace, keep: options.keep === true })),
      );
      const reporter = reporterFor(isMatrix ? plans.length : null);
      const again = (plan: Plan, spoilt: RunResult) => {
        reporter.note(`${plan.scenario.name} is played once more: the lab itself failed (${spoilt.reasons[0] ?? ''})`);
        return { ...plan, ...newId() };
      };
      const results = await runSideBySide(plans, {
        // Runs that starve their node would starve each other.
        room: evicting === undefined ? roomHere(lab.cluster) : { ...roomHere(lab.cluster), runs: 1 },
        play: async (plan) => {
          if (lab.cluster.evicts === true) await awaitRelief(lab.cluster, signal);
          return playOne(plan, lab, [reporter.listen], signal);
        },
        ...(isMatrix ? { again } : {}),
        signal,
      }).finally(reporter.stop);
      return await tellOutcome({ runs: results, skipped }, { isMatrix, json: options.json, signal });
    } finally {
      await lab.close();
    }
  });
}

type Asked = { scenario: Scenario; remedies: (Remedy | null)[]; pace: Pace };

async function withoutMisfits(
  asked: Asked[],
  { cluster }: Lab,
  signal: AbortSignal,
): Promise<{ fit: Asked[]; skipped: Skipped[] }> {
  const judged = await Promise.all(
    asked.map(async (one) => ({ one, why: await misfitOf(one.scenario, cluster, signal) })),
  );
  return {
    fit: judged.filter(({ why }) => why === null).map(({ one }) => one),
    skipped: judged.flatMap(({ one, why }) => (why === null ? [] : [{ scenario: one.scenario.name, why }])),
  };
}

function newId(): Pick<Plan, 'id' | 'folder'> {
  const id = newRunId(new Date());
  return { id, folder: join(stateFolder(), 'runs', id) };
}
