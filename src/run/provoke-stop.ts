import { z } from 'zod';
import { Fault } from '../shared/errors.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Stop } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import { restart } from './remedy/restart.ts';
import { awaitRollout } from './rollout.ts';
import { stopsIn } from './stops.ts';

/** Seconds beside its grace period that a pod may take to be gone. */
const slack = 30;

const graceSchema = z.looseObject({ terminationGracePeriodSeconds: z.number().optional() });

/**
 * Rolls the workload out anew once it is complete, as every release does, so that its pods are asked to end.
 * @returns uids of the pods that are
 */
export async function provokeStop(context: RunContext): Promise<ReadonlySet<string>> {
  const { plan, observation } = context;
  const { state, detail } = await awaitRollout(context, () => false);
  if (state !== 'complete') {
    throw new Fault(
      'inconclusive',
      `${plan.scenario.workload.name} did not get ready, so it cannot be stopped: ${detail}`,
    );
  }
  const asked = observation.pods().filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  await restart(context);
  return new Set(asked.map(({ metadata }) => metadata.uid ?? metadata.name));
}

/** The same for a verdict: how the containers ended, once the pods after them are ready. */
export async function stopAgain(context: RunContext): Promise<Stop[]> {
  const asked = await provokeStop(context);
  await awaitStopped(context, asked);
  await awaitRollout(context, () => false);
  return stopsIn(context, ({ podUid }) => asked.has(podUid));
}

/** Waits until all containers of these pods have ended, however long their pods are given for that. */
async function awaitStopped(context: RunContext, uids: ReadonlySet<string>): Promise<void> {
  const { lab, observation, signal } = context;
  const graces = observation
    .allPods()
    .filter(({ metadata }) => uids.has(metadata.uid ?? metadata.name))
    .map(({ spec }) => graceSchema.parse(spec).terminationGracePeriodSeconds ?? 0);
  const wait = {
    for: 'the pods that were asked to end to be gone',
    within: Math.max(...graces) + slack,
    every: 0.25,
    otherwise: 'inconclusive',
    signal,
    clock: lab.clock,
  } as const;
  await waitUntil(wait, () => {
    const ours = observation.instances().filter(({ podUid }) => uids.has(podUid));
    return ours.every(({ endSeenAt }) => endSeenAt !== null) ? true : undefined;
  });
}
