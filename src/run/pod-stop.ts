import { z } from 'zod';
import { parseTime } from '../evidence/death-window.ts';
import type { Ending } from '../evidence/ending.ts';
import type { Pod } from '../evidence/objects.ts';

/** When a pod was asked to end, and how long it was given. */
export type PodStop = NonNullable<Ending['stop']>;

const graceSchema = z.looseObject({ deletionGracePeriodSeconds: z.number().optional() });

/** What a pod's metadata says of its deletion; undefined for one that nobody has deleted. */
export function podStop({ metadata }: Pod): PodStop | undefined {
  const due = parseTime(metadata.deletionTimestamp);
  const { deletionGracePeriodSeconds: graceSeconds } = graceSchema.parse(metadata);
  if (due === null || graceSeconds === undefined) return undefined;
  // The time in a deletionTimestamp is that at which the grace is over.
  return { askedAt: new Date(due - graceSeconds * 1000).toISOString(), graceSeconds };
}
