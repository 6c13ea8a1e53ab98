import { containerStarts } from '../scenario/symptom.ts';
import { Fault } from '../shared/errors.ts';
import { waitUntil } from '../shared/retry.ts';
import type { RunContext } from './context.ts';
import { startTrouble } from './start-trouble.ts';

/** Seconds that a pod's trouble must last: the scheduler and the kubelet try again by themselves. */
const patience = 10;

/** Waits until the workload's container has started; a Fault with the cluster's own words when it cannot. */
export async function awaitStart({ plan, observation, earlierPods, lab, signal }: RunContext): Promise<void> {
  const { workload, symptom } = plan.scenario;
  // The fault itself is that it does not.
  if (!containerStarts(symptom)) return;
  let troubledSince: number | undefined;
  const wait = {
    for: `container ${workload.container} of ${workload.name} to start`,
    within: 120,
    every: 0.2,
    otherwise: 'environment',
    hint: 'leaklab doctor',
    signal,
    clock: lab.clock,
    evidence: () =>
      observation
        .pods()
        .map((pod) => `${pod.metadata.name} ${pod.status?.phase ?? ''}`)
        .join(', ') || 'no pod',
  } as const;
  await waitUntil(wait, () => {
    const started = observation.instances().some(({ podUid, container, startedAt }) => {
      return container === workload.container && startedAt !== null && !earlierPods.has(podUid);
    });
    if (started) return true;
    const pods = observation.pods().filter(({ metadata }) => !earlierPods.has(metadata.uid ?? metadata.name));
    const trouble = startTrouble(pods, observation.events());
    troubledSince = trouble === undefined ? undefined : (troubledSince ?? lab.clock.now());
    if (trouble === undefined || troubledSince === undefined) return undefined;
    if (lab.clock.now() - troubledSince < patience * 1000) return undefined;
    throw new Fault('environment', trouble.message, { hint: trouble.hint });
  });
}
