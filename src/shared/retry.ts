import type { Clock } from './clock.ts';
import { systemClock } from './clock.ts';
import { Fault } from './errors.ts';
import type { FaultKind } from './errors.ts';

export interface Wait {
  /** What is waited for, as it ends the sentence "waited 60 s for …". */
  for: string;
  /** Seconds until the wait fails. */
  within: number;
  /** Seconds between two looks. */
  every?: number;
  /** The fault when time runs out. */
  otherwise?: FaultKind;
  hint?: string;
  clock?: Clock;
  signal?: AbortSignal | undefined;
  /** The last evidence, shown when the wait fails. */
  evidence?: () => string;
}

/**
 * Looks until `look` gives something other than `undefined`, and gives that. The one way to wait in leaklab.
 * An error of `look` ends the wait; a wait that runs out of time is a Fault with the last evidence.
 */
export async function waitUntil<T>(wait: Wait, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const clock = wait.clock ?? systemClock;
  const deadline = clock.now() + wait.within * 1000;
  for (;;) {
    wait.signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (clock.now() >= deadline) throw outOfTime(wait);
    await clock.sleep((wait.every ?? 0.5) * 1000, wait.signal);
  }
}

function outOfTime(wait: Wait): Fault {
  const evidence = wait.evidence?.() ?? '';
  const message = `waited ${wait.within} s for ${wait.for}, in vain${evidence === '' ? '' : `; last seen: ${evidence}`}`;
  return new Fault(wait.otherwise ?? 'inconclusive', message, { hint: wait.hint });
}
