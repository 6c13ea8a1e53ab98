import type { Death } from '../evidence/death.ts';
import { formatSeconds } from '../shared/quantity.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Baseline } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import { readGuarded } from './guarded.ts';
import { memoryNow } from './memory-now.ts';
import { WorkRate } from './work-rate.ts';

/**
 * Waits until the fault has been seen to happen as often as the scenario asks, and measures how it was until then.
 * A fault that does not happen in time is a Fault `inconclusive`: nothing can be said of a remedy for it.
 */
export async function proveSymptom(context: RunContext): Promise<Baseline> {
  const { plan, observation, lab, signal, journal } = context;
  const { symptom, workload } = plan.scenario;
  const guarded = await readGuarded(context);
  const workRate = new WorkRate(context);
  let asked = 0;
  const wait = {
    for: `${symptom.times === 1 ? 'an OOM kill' : `${symptom.times} OOM kills`} of container ${workload.container}`,
    within: plan.pace.failsWithin,
    every: 0.2,
    signal,
    clock: lab.clock,
    hint: `leaklab run ${plan.scenario.name} --keep, and look at the pod`,
    evidence: () => lastSeen(context),
  };
  const deaths = await waitUntil(wait, async () => {
    observation.announceDeaths();
    if (lab.clock.now() - asked >= 1000) {
      asked = lab.clock.now();
      void workRate.ask().catch(() => undefined);
    }
    journal.say({ type: 'progress', text: `waiting for the fault, ${memoryNow(observation) ?? 'no memory read yet'}` });
    const seen = symptomDeaths(context);
    return seen.length >= symptom.times ? seen : undefined;
  });
  const timesToFailure = deaths.map(ageOf).filter((age) => age !== null);
  journal.say({ type: 'symptom.proven', timesToFailure, workRate: workRate.median() });
  return { guarded, deaths, timesToFailure, workRate: workRate.median() };
}

/** Deaths of the workload's container that are OOM kills as far as this cluster's witness can tell. */
function symptomDeaths({ plan, observation }: RunContext): Death[] {
  return observation
    .deaths()
    .filter(({ instance, death }) => {
      const ours = death.container === plan.scenario.workload.container;
      return ours && observation.isSettled(instance) && ['proven', 'reported', 'likely'].includes(death.oom);
    })
    .map(({ death }) => death);
}

/** Seconds from start to end. Kubernetes gives both in whole seconds. */
export function ageOf(death: Pick<Death, 'startedAt' | 'finishedAt'>): number | null {
  if (death.startedAt === null || death.finishedAt === null) return null;
  return Math.max(1, (death.finishedAt - death.startedAt) / 1000);
}

function lastSeen({ observation }: RunContext): string {
  const deaths = observation
    .deaths()
    .map(({ death }) => `${death.container} died with ${death.exitCode} after ${formatSeconds(ageOf(death) ?? 0)}`);
  const pods = observation.pods().map((pod) => `${pod.metadata.name} is ${pod.status?.phase ?? 'unknown'}`);
  return [...deaths, ...pods, memoryNow(observation) ?? 'no memory was read'].join('; ');
}
