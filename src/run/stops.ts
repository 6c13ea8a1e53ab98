import { z } from 'zod';
import { parseTime } from '../evidence/death-window.ts';
import type { Ending } from '../evidence/ending.ts';
import type { Pod } from '../evidence/objects.ts';
import type { Stop } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import type { ObservedInstance } from './instance.ts';

const graceSchema = z.looseObject({ deletionGracePeriodSeconds: z.number().optional() });

/** When a pod was asked to end, and how long it was given; undefined for one that nobody has deleted. */
export function stopOf({ metadata }: Pod): Ending['stop'] {
  const due = parseTime(metadata.deletionTimestamp);
  const { deletionGracePeriodSeconds: graceSeconds } = graceSchema.parse(metadata);
  if (due === null || graceSeconds === undefined) return undefined;
  // The time in a deletionTimestamp is that at which the grace is over.
  return { askedAt: new Date(due - graceSeconds * 1000).toISOString(), graceSeconds };
}

/** How the workload's containers ended in pods that were deleted, in order; null codes where nobody was told. */
export function stopsIn({ plan, observation }: RunContext, wanted: (instance: ObservedInstance) => boolean): Stop[] {
  const pods = new Map(observation.allPods().map((pod) => [pod.metadata.uid ?? pod.metadata.name, pod]));
  return observation.instances().flatMap((instance) => {
    const pod = pods.get(instance.podUid);
    const { container } = instance;
    if (pod === undefined || container !== plan.scenario.workload.container || !instance.deleted) return [];
    if (!wanted(instance)) return [];
    const stop = stopOf(pod);
    const state = instance.termination?.state;
    const [asked, finished] = [parseTime(stop?.askedAt), parseTime(state?.finishedAt)];
    return [
      {
        pod: instance.pod,
        container,
        exitCode: state?.exitCode ?? null,
        memory: observation.deathOf(instance)?.oom === 'proven',
        graceSeconds: stop?.graceSeconds ?? null,
        seconds: asked === null || finished === null ? null : Math.max(0, (finished - asked) / 1000),
      },
    ];
  });
}
