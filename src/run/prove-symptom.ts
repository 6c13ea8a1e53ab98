import { isDecoy, symptomWords } from '../scenario/symptom.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Baseline } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import { readGuarded } from './guarded.ts';
import { lifetimeOf } from './instance.ts';
import type { ObservedInstance } from './instance.ts';
import { memoryNow } from './memory-now.ts';
import { provokeStop } from './provoke-stop.ts';
import { lookFor, timesOf } from './symptom/look.ts';
import { WorkRate } from './work-rate.ts';

/**
 * Waits until the fault has been seen to happen as often as the scenario asks, and measures how it was until then.
 * A fault that does not happen in time is a Fault `inconclusive`: nothing can be said of a remedy for it.
 * @param counts - false for an instance whose death is no proof to the caller
 */
export async function proveSymptom(
  context: RunContext,
  counts: (instance: ObservedInstance) => boolean = () => true,
): Promise<Baseline> {
  const { plan, observation, lab, signal, journal } = context;
  const { symptom, workload } = plan.scenario;
  const guarded = await readGuarded(context);
  const workRate = new WorkRate(context);
  const look = lookFor(symptom);
  const times = timesOf(symptom);
  if (symptom.kind === 'stop') await provokeStop(context);
  let asked = 0;
  const wait = {
    for: symptomWords(symptom, workload.container),
    within: plan.pace.failsWithin,
    every: 0.2,
    signal,
    clock: lab.clock,
    hint: `leaklab run ${plan.scenario.name} --keep, and look at the pod`,
    evidence: () => lastSeen(context),
  };
  const seen = await waitUntil(wait, async () => {
    observation.announceDeaths();
    if (lab.clock.now() - asked >= 1000) {
      asked = lab.clock.now();
      void workRate.ask().catch(() => undefined);
    }
    const text = isDecoy(symptom) ? 'watching that nothing fails' : 'waiting for the fault to happen';
    journal.say({ type: 'progress', text });
    const found = look(context).filter(({ ended }) => ended === null || counts(ended.instance));
    return found.length >= times ? found : undefined;
  });
  const timesToFailure = seen.map(({ after }) => after).filter((after) => after !== null);
  const pods = seen.map(({ pod }) => pod).filter((pod) => pod !== null);
  const deaths = seen.flatMap(({ ended }) => ended?.death ?? []);
  await restartSeen(context, seen.at(-1)?.ended?.instance);
  await context.load?.catchUp();
  const measured = { timesToFailure, workRate: workRate.perSecond() };
  journal.say({ type: 'symptom.proven', ...measured });
  return {
    guarded,
    decoy: isDecoy(symptom),
    memory: symptom.kind === 'oom-kill' || symptom.kind === 'child-oom-kill',
    sightings: seen.map(({ text }) => text),
    pods,
    deaths,
    ...measured,
    load: context.load?.measureBefore() ?? null,
  };
}

/**
 * Gives the kubelet a moment to restart the dead container, so that the evidence shows the incident as people find it:
 * a restart, a lastState and a previous log. The first restart comes at once; a later one waits for its back-off, and
 * is not waited for.
 */
async function restartSeen(
  { observation, lab, signal }: RunContext,
  dead: ObservedInstance | undefined,
): Promise<void> {
  if (dead === undefined) return;
  const until = lab.clock.now() + 4000;
  const isNext = ({ podUid, container, restart }: ObservedInstance) =>
    podUid === dead.podUid && container === dead.container && restart > dead.restart;
  while (lab.clock.now() < until && !observation.instances().some(isNext)) await lab.clock.sleep(100, signal);
}

function lastSeen({ observation }: RunContext): string {
  const deaths = observation
    .deaths()

    .map(
      ({ instance, death }) =>
        `${death.container} died with ${death.exitCode} after ${formatSeconds(lifetimeOf(instance) ?? 0)}`,
    );
  const pods = observation.pods().map((pod) => `${pod.metadata.name} is ${pod.status?.phase ?? 'unknown'}`);
  return [...deaths, ...pods, memoryNow(observation) ?? 'no memory was read'].join('; ');
}
