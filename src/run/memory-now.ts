import { formatBytes } from '../shared/quantity.ts';
import type { Observation } from './observation.ts';

/** "93.1 MiB of 128 MiB" of the container that was read last; undefined before the first reading. */
export function memoryNow(observation: Observation): string | undefined {
  const last = observation
    .instances()
    .map(({ samples }) => samples.at(-1))
    .filter((sample) => sample !== undefined)
    .toSorted((a, b) => a.time - b.time)
    .at(-1);
  if (last === undefined) return undefined;
  return `${formatBytes(last.usage)} of ${last.limit === null ? 'no limit' : formatBytes(last.limit)}`;
}
