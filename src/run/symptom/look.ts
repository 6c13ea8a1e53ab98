import type { Symptom } from '../../scenario/symptom.ts';
import { childOomKills } from './child-kills.ts';
import { exits, oomKills, probeKills } from './deaths.ts';
import { evicted } from './evicted.ts';
import { nothingFails } from './nothing-fails.ts';
import type { Look } from './sighting.ts';
import { cannotStart, noPod, notReady, unschedulable } from './states.ts';
import { stops } from './stops.ts';

/** How the fault is looked for. */
export function lookFor(symptom: Symptom): Look {
  if (symptom.kind === 'oom-kill') return oomKills;
  if (symptom.kind === 'child-oom-kill') return childOomKills;
  if (symptom.kind === 'exit') return exits(symptom.codes);
  if (symptom.kind === 'probe-kill') return probeKills;
  if (symptom.kind === 'cannot-start') return cannotStart(symptom.reasons);
  if (symptom.kind === 'not-ready') return notReady(symptom.for);
  if (symptom.kind === 'stop') return stops(symptom.codes);
  if (symptom.kind === 'evicted') return evicted;
  if (symptom.kind === 'unschedulable') return unschedulable;
  if (symptom.kind === 'no-pod') return noPod;
  symptom.kind satisfies 'none';
  return nothingFails(symptom);
}

/** How often it must be seen. */
export function timesOf(symptom: Symptom): number {
  return 'times' in symptom ? symptom.times : 1;
}
