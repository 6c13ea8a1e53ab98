import { median } from '../trend/quantile.ts';
import { enumerate } from './enumerate.ts';
import { formatBytes, formatSeconds } from '../shared/quantity.ts';
import type { Instance } from './case.ts';
import { lifetime, curveOf } from './instances.ts';
import { wasClimbing } from './recurrence.ts';

/** One deleted pod may be anything; the second is a habit. */
const habit = 2;
/** No Node process lives in so little anonymous memory (13 MiB when idle): below it, the container is between two. */
const emptyProcess = 8 * 2 ** 20;

/** Ways to start over before memory runs out, one sentence each; `needed` is the life in seconds that would tell. */
export function startingOver(instances: Instance[], needed: number): string[] {
  return [...replacedPods(instances, needed), ...instances.flatMap(restartedInside)];
}

/** Pods that are deleted again and again before they are old enough to fail. */
function replacedPods(instances: Instance[], needed: number): string[] {
  const young = instances.filter((instance) => instance.replaced && lifetime(instance) < needed);
  if (new Set(young.map(({ pod }) => pod)).size < habit) return [];
  const ages = formatSeconds(median(young.map(lifetime)));
  const climbing = young.filter(wasClimbing).length;
  const memory = climbing === 0 ? '' : `, and the memory of ${climbing} of them was still climbing`;
  return [
    `${young.length} containers were deleted with their pods after ${ages} each, before they could fail${memory}.`,
  ];
}

/** A process that is started anew inside a container that goes on: memory falls to nothing, and comes back. */
function restartedInside(instance: Instance): string[] {
  let lived = false;
  const falls: number[] = [];
  for (const { at, bytes } of curveOf(instance)) {
    if (lived && bytes < emptyProcess) falls.push(at);
    lived = bytes >= emptyProcess && (lived || bytes > 2 * emptyProcess);
  }
  if (falls.length < habit) return [];
  const times = enumerate(falls.slice(0, 3).map(formatSeconds));
  return [
    `The process in container ${instance.container} of ${instance.pod} was started anew ${falls.length} times: its memory fell below ${formatBytes(emptyProcess)} after ${times}.`,
  ];
}
