import type { Ending } from '../evidence/ending.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { MemorySeries } from '../evidence/memory.ts';
import type { RunContext } from './context.ts';
import type { ObservedInstance } from './instance.ts';
import type { Observation } from './observation.ts';

type Observed = Pick<
  Evidence,
  'cluster' | 'namespace' | 'collectedAt' | 'missing' | 'memory' | 'kernelKills' | 'oomCounts' | 'endings' | 'load'
>;

/** The part of the evidence that was read while the run went on, and needs no API server now. */
export function observed({ lab, namespace, observation, load }: RunContext): Observed {
  const instances = observation.instances();
  const why = `${lab.witness.name} cannot see the kernel's log`;
  return {
    cluster: lab.cluster.name,
    namespace,
    collectedAt: lab.clock.now(),
    missing: lab.witness.provesKills ? [] : [{ part: 'kernel.log', why }],
    memory: toSeries(instances),
    kernelKills: instances.flatMap(({ kills }) => kills),
    oomCounts: instances.flatMap(({ oomCount }) => oomCount ?? []),
    endings: instances.flatMap((instance) => endingOf(instance, observation)),
    load: load?.series() ?? null,
  };
}

/** An end in a pod that was being deleted is told as such: it says how the container stops. */
function endingOf({ termination, deleted, podUid }: ObservedInstance, observation: Observation): Ending[] {
  if (termination === null) return [];
  const { pod, container, containerId, restart, state } = termination;
  const ending = { pod, container, containerId, restart, state };
  if (!deleted) return [ending];
  const stop = observation.stopOf(podUid);
  return stop === undefined ? [] : [{ ...ending, stop }];
}

function toSeries(instances: ObservedInstance[]): MemorySeries[] {
  const series = new Map<string, MemorySeries>();
  for (const { pod, container, samples } of instances) {
    const key = `${pod}/${container}`;
    const known = series.get(key) ?? { pod, container, samples: [] };
    known.samples.push(...samples);
    series.set(key, known);
  }
  for (const { samples } of series.values()) samples.sort((a, b) => a.time - b.time);
  return [...series.values()].filter(({ samples }) => samples.length > 0);
}
