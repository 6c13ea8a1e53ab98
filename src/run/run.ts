/** The whole life of one run. */
import type { Evidence } from '../evidence/evidence.ts';
import type { LoadSeries } from '../evidence/load.ts';
import { writeBundle } from '../evidence/write-bundle.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import type { Finding } from '../diagnose/finding.ts';
import { judge } from '../verify/judge.ts';
import type { Baseline } from '../verify/case.ts';
import type { Judgement } from '../verify/judgement.ts';
import { messageOf } from '../shared/errors.ts';
import { applyRemedy } from './remedy/apply-remedy.ts';
import { awaitStart } from './await-start.ts';
import { bringFault } from './bring-fault.ts';
import { cleanUp } from './clean-up.ts';
import { collect } from './collect.ts';
import { collectSeen } from './collect-seen.ts';
import type { Lab, Plan, RunContext } from './context.ts';
import { deploy } from './deploy.ts';
import type { RunResult, StepName } from './events.ts';
import { faultOf, isInfrastructure } from './fault.ts';
import { namespaceOf } from './id.ts';
import { requireFit } from './misfit.ts';
import { openJournal } from './journal.ts';
import type { Listener } from './journal.ts';
import { Observation } from './observation.ts';
import { PreviousLogs } from './previous-logs.ts';
import { proveSymptom } from './prove-symptom.ts';
import { byHand } from './remedy/by-hand.ts';
import { toResult } from './result.ts';
import { RunLoad } from './run-load.ts';
import { tellService } from './tell-service.ts';
import { watchAftermath } from './watch-aftermath.ts';

/** What a run has come to know so far; a report is made of it however far the run got. */
export interface Progress {
  deployed: boolean;
  baseline: Baseline | null;
  findings: Finding[] | null;
  judgement: Judgement | null;
  fault: RunResult['fault'];
  /** What was sent; null where the scenario has no load. */
  load: LoadSeries | null;
  /** True once the lab itself, and not the workload, has spoilt the run. */
  infrastructure: boolean;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  judgedAt: number | null;
}

/** Runs `plan` from deploy to clean-up. Never throws for what goes wrong in the run: that is in the result. */
export async function run(plan: Plan, lab: Lab, listeners: Listener[], signal: AbortSignal): Promise<RunResult> {
  const namespace = namespaceOf(plan.id);
  const journal = await openJournal(plan.id, plan.folder, listeners);
  const { api } = lab.cluster;
  const previousLogs = new PreviousLogs(api, namespace);
  // Ends the step that is under way: most of them watch, and would wait on for what nobody can tell them any more.
  const lost = new AbortController();
  const observation = new Observation({
    api,
    namespace,
    readings: lab.readings,
    journal,
    clock: lab.clock,
    onStart: (instance) => previousLogs.follow(instance),
    onDeath: (instance) => previousLogs.fetch(instance),
    onLost: (thrown) => lost.abort(thrown),
  });
  const either = AbortSignal.any([signal, lost.signal]);
  const earlierPods = new Set<string>();
  const context: RunContext = { plan, lab, namespace, journal, observation, earlierPods, signal: either };
  const known: Progress = {
    deployed: false,
    baseline: null,
    findings: null,
    judgement: null,
    fault: null,
    load: null,
    infrastructure: false,
    startedAt: lab.clock.now(),
    judgedAt: null,
  };
  /** The evidence that is to be written next, or at the latest when the run ends. */
  let due: 'bundle' | 'bundle-after' | null = 'bundle';

  const step = async <T>(name: StepName, action: () => Promise<T> | T): Promise<T> => {
    const startedAt = lab.clock.now();
    journal.say({ type: 'step.started', step: name });
    const outcome = await action();
    journal.say({ type: 'step.finished', step: name, seconds: (lab.clock.now() - startedAt) / 1000 });
    return outcome;
  };
  const keep = async (name: 'bundle' | 'bundle-after', evidence: Evidence) => {
    await writeBundle(`${plan.folder}/${name}`, evidence);
    due = null;
    journal.say({ type: 'bundle.written', folder: `${plan.folder}/${name}` });
    return evidence;
  };

  try {
    journal.say(introduction(plan, lab, namespace));
    if (!lab.witness.provesKills) {
      const text = `no kill can be proven by the kernel here: watched by ${lab.witness.name}`;
      journal.say({ type: 'note', level: 'warning', text });
    }
    await requireFit(plan.scenario, lab.cluster, either);
    await step('deploy', async () => {
      await deploy(context);
      if (plan.scenario.change !== null) await bringFault(context, plan.scenario.change);
      context.load = await RunLoad.start(context);
      await awaitStart(context);
    });
    known.deployed = true;
    const baseline = await step('prove', () => proveSymptom(context));
    if (plan.scenario.change !== null) await tellService(context);
    known.baseline = baseline;
    const evidence = await step('collect', async () => keep('bundle', await collect(context, previousLogs)));
    known.findings = await step('diagnose', () => diagnose(evidence));
    journal.say({ type: 'diagnosed', findings: known.findings });
    const { remedy } = plan;
    if (remedy !== null) {
      const remedyAt = lab.clock.now();
      due = 'bundle-after';
      const applied = await step('remedy', () => applyRemedy(context, remedy));
      journal.say({ type: 'remedy.applied', ...applied, byHand: await byHand(remedy, plan.scenario) });
      const aftermath = await step('verify', () => watchAftermath(context, baseline, applied, remedyAt));
      const { speedup } = plan.pace;
      known.judgement = judge(baseline, aftermath, { speedup, horizonSeconds: plan.scenario.horizon });
      known.infrastructure = aftermath.environment.length > 0;
      journal.say({ type: 'judged', judgement: known.judgement });
      known.judgedAt = lab.clock.now();
      await keep('bundle-after', await collect(context, previousLogs));
    }
    known.judgedAt ??= lab.clock.now();
  } catch (thrown) {
    const why: unknown = lost.signal.aborted ? lost.signal.reason : thrown;
    known.fault = faultOf(why, signal, known.deployed);
    known.infrastructure = !signal.aborted && isInfrastructure(why);
  } finally {
    await context.load?.stop();
    await cleanUp(context, lost.signal, step, async (within) => {
      if (due === null) return;
      const seen = (thrown: unknown) => collectSeen(within, previousLogs, messageOf(thrown));
      await keep(due, await collect(within, previousLogs).catch(seen));
    });
    previousLogs.stop();
  }
  known.load = context.load?.series() ?? null;
  const result = toResult(plan, lab, known);
  journal.say({ type: 'run.finished', result });
  const unwritten = await journal.close().then(
    () => null,
    (thrown: unknown) => faultOf(thrown, signal, known.deployed),
  );
  return unwritten === null || result.fault !== null ? result : { ...result, asExpected: null, fault: unwritten };
}

function introduction(plan: Plan, lab: Lab, namespace: string) {
  const { scenario, remedy, pace } = plan;
  return {
    type: 'run.started',
    scenario: scenario.name,
    title: scenario.title,
    remedy: remedy?.name ?? null,
    remedyKind: remedy?.kind ?? null,
    expected: remedy?.expect ?? null,
    expectedCause: scenario.cause,
    pace: pace.name,
    speedup: pace.speedup,
    cluster: lab.cluster.name,
    namespace,
    witness: lab.witness.name,
  } as const;
}
