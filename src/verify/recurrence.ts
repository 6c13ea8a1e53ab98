import { analyseTrend } from '../trend/analyse-trend.ts';
import { median } from '../trend/quantile.ts';
import type { Death } from '../evidence/death.ts';
import { formatSeconds } from '../shared/quantity.ts';
import type { Baseline, Instance } from './case.ts';
import { curveOf, lifetime } from './instances.ts';

/**
 * - `symptom`: memory again: an OOM kill, of the container or of a process in it, a SIGKILL that nothing explains, or an end as those before the remedy;
 * - `heap`: the runtime gave up its heap, as V8 does: the same growth, another executioner;
 * - `stopped`: it was ended or ended itself in good order while its memory was climbing;
 * - `other`: anything else.
 */
type DeathKind = 'symptom' | 'heap' | 'stopped' | 'other';

export interface Recurrence {
  kind: DeathKind;
  /** Seconds from the container's start. */
  after: number;
  /** Null where the kernel killed a process of the container, which lived on. */
  death: Death | null;
}

/** 134 behind an init, 139 as PID 1 on x86-64, 133 elsewhere (facts measured on Node 20 to 26). */
const heapExits = [133, 134, 139];
const orderlyExits = [0, 137, 143];

export function recurrences(baseline: Baseline, instances: Instance[]): Recurrence[] {
  return instances.flatMap((instance) => {
    const { death, childKills } = instance;
    const kind = baseline.memory ? 'symptom' : 'other';
    const inside = childKills.map(({ after }): Recurrence => ({ kind, after, death: null }));
    if (death === null) return inside;
    const { startedAt, finishedAt } = death;
    const after = startedAt === null || finishedAt === null ? lifetime(instance) : (finishedAt - startedAt) / 1000;
    return [...inside, { kind: kindOf(death, instance, baseline), after, death }];
  });
}

function kindOf(death: Death, instance: Instance, baseline: Baseline): DeathKind {
  const asBefore = baseline.deaths.some((old) => old.exitCode === death.exitCode && old.reason === death.reason);
  const memory = ['proven', 'reported', 'likely'].includes(death.oom);
  if (!baseline.memory) return asBefore && !memory ? 'symptom' : 'other';
  if (memory || (death.oom === 'unknown' && (death.exitCode === 137 || asBefore))) return 'symptom';
  if (heapExits.includes(death.exitCode)) return asBefore ? 'symptom' : 'heap';
  return orderlyExits.includes(death.exitCode) && wasClimbing(instance) ? 'stopped' : 'other';
}

/** A life with fewer samples is a start, and every start climbs. */
const fewestSamples = 8;

/** A short life allows no trend: then a second half well above the first, whose warm-up makes it high as it is. */
export function wasClimbing(instance: Instance): boolean {
  const curve = curveOf(instance);
  const { shape } = analyseTrend(curve);
  if (shape !== 'too-short' || curve.length < fewestSamples) return shape === 'climbing';
  const levels = [1, 2, 3].map((third) => {
    const part = curve.slice(Math.floor(((third - 1) * curve.length) / 3), Math.ceil((third * curve.length) / 3));
    return median(part.map(({ bytes }) => bytes));
  });
  const [first = 0, second = 0, last = 0] = levels;
  return last > 1.1 * second && last - second > 0.5 * (second - first);
}

/** "killed for want of memory (proven by the kernel) after 9.8 s" */
export function describeDeath({ kind, after, death }: Recurrence): string {
  const when = `after ${formatSeconds(after)}`;
  if (death === null) return `the kernel killed a process of it for want of memory, and it lived on, ${when}`;
  if (kind === 'heap')
    return `its runtime gave up with exit code ${death.exitCode}, as V8 does when its heap is full, ${when}`;
  const words: Record<Death['oom'], string> = {
    proven: 'killed for want of memory, proven by the kernel',
    reported: 'killed for want of memory, as the runtime reports',
    likely: 'killed with its memory at the limit',
    unknown: `ended with exit code ${death.exitCode}, by whom was not seen`,
    no: `ended with exit code ${death.exitCode}${death.reason === null ? '' : ` (${death.reason})`}`,
  };
  return `${words[death.oom]}, ${when}`;
}
