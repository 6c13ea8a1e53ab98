import { parseTime } from '../evidence/death-window.ts';
import type { Stop } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import type { ObservedInstance } from './instance.ts';

/** How the workload's containers ended in pods that were deleted, in order; null codes where nobody was told. */
export function stopsIn({ plan, observation }: RunContext, wanted: (instance: ObservedInstance) => boolean): Stop[] {
  return observation.instances().flatMap((instance) => {
    const { container } = instance;
    if (container !== plan.scenario.workload.container || !instance.deleted) return [];
    if (!wanted(instance)) return [];
    const stop = observation.stopOf(instance.podUid);
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
