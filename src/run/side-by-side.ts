import type { Lab, Plan } from './context.ts';
import type { RunResult } from './events.ts';
import type { Listener } from './journal.ts';
import { run } from './run.ts';

/** More at once would starve each other on two cores, and a starved workload fails at another pace. */
const atOnce = 6;

/** Runs all plans, each in its own namespace, and gives the results in the order of the plans. */
export async function runSideBySide(
  plans: Plan[],
  lab: Lab,
  listeners: Listener[],
  signal: AbortSignal,
): Promise<RunResult[]> {
  const waiting = [...plans.entries()];
  const results = new Map<number, RunResult>();
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, plan] = next;
      results.set(index, await run(plan, lab, listeners, signal));
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: Math.min(atOnce, plans.length) }, work));
  // One that broke must not end the lab while the others are still at work in it.
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return plans.map((_, index) => results.get(index)).filter((result) => result !== undefined);
}
