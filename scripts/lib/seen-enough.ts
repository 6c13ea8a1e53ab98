import { lifetimeOf } from '../../src/run/instance.ts';
import type { ObservedInstance } from '../../src/run/instance.ts';

/** True when an ended life was watched for at least half of its time: less is no curve, and measures no work. */
export function seenEnough(instance: ObservedInstance): boolean {
  const { samples } = instance;
  const lived = lifetimeOf(instance);
  const [first, last] = [samples[0], samples.at(-1)];
  if (lived === null || first === undefined || last === undefined) return false;
  return (last.time - first.time) / 1000 >= lived / 2;
}
