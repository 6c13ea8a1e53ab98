import { memoryEviction } from '../../evidence/eviction.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import type { RunContext } from '../context.ts';
import { lifetimeOf } from '../instance.ts';
import type { Sighting } from './sighting.ts';

/** Pods of the workload that the kubelet has evicted because its node was low on memory. */
export function evicted({ plan, observation, earlierPods }: RunContext): Sighting[] {
  const { container } = plan.scenario.workload;
  return observation.allPods().flatMap((pod) => {
    const { metadata } = pod;
    const told = memoryEviction(pod);
    if (told === null || earlierPods.has(metadata.uid ?? metadata.name)) return [];
    const instance = observation
      .instances()
      .findLast((each) => each.podUid === metadata.uid && each.container === container);
    const death = instance === undefined ? null : observation.deathOf(instance);
    // The kubelet says that it evicts before it says how the containers ended.
    if (instance === undefined || death === null || !observation.isSettled(instance)) return [];
    const lived = lifetimeOf(instance);
    const after = lived === null ? '' : ` after ${formatSeconds(lived)}`;
    const text = `the kubelet evicted pod ${metadata.name}${after}: ${told}`;
    return [{ text, pod: metadata.name, after: lived, ended: { instance, death } }];
  });
}
