import type { Plan } from './context.ts';
import type { RunResult } from './events.ts';
import { memoryNeed } from './memory-need.ts';
import type { Room } from './room.ts';

/** How often a run is played at most when the lab itself fails. What a workload does is never asked twice. */
const mostTakes = 2;

export interface SideBySide {
  room: Room;
  /** Plays one plan; does not throw for what goes wrong in the run. */
  play: (plan: Plan) => Promise<RunResult>;
  /** A plan for the same with an id of its own, for a run that the lab itself has spoilt; undefined to leave it. */
  again?: (plan: Plan, spoilt: RunResult) => Plan | undefined;
  /** Once aborted, nothing more is begun: what has not run has no result. */
  signal: AbortSignal;
}

/**
 * Runs all plans, each in its own namespace, as many at once as there is room for, and gives the results in the order of
 * the plans. A run that needs more than the room there is goes alone.
 */
export async function runSideBySide(
  plans: readonly Plan[],
  { room, play, again = () => undefined, signal }: SideBySide,
): Promise<RunResult[]> {
  const results = new Map<number, RunResult>();
  const waiting = await Promise.all(
    plans.map(async (plan, index) => ({ plan, index, need: await memoryNeed(plan), take: 1 })),
  );
  const running = new Map<number, { need: number; over: Promise<void> }>();
  const broken: unknown[] = [];
  const fits = ({ need }: { need: number }) => {
    const taken = [...running.values()].reduce((sum, one) => sum + one.need, 0);
    return running.size === 0 || (running.size < room.runs && taken + need <= room.memory);
  };
  const start = (next: (typeof waiting)[number]) => {
    const { plan, index, need, take } = next;
    const outcome = async () => {
      const result = await play(plan);
      const repeated = result.infrastructure && take < mostTakes ? again(plan, result) : undefined;
      if (repeated === undefined) results.set(index, result);
      else waiting.push({ plan: repeated, index, need, take: take + 1 });
    };
    const over = outcome()
      .catch((thrown: unknown) => void broken.push(thrown))
      .finally(() => running.delete(index));
    running.set(index, { need, over });
  };
  for (;;) {
    const next = broken.length > 0 || signal.aborted ? -1 : waiting.findIndex(fits);
    const [chosen] = next === -1 ? [] : waiting.splice(next, 1);
    if (chosen !== undefined) start(chosen);
    // One that broke must not end the lab while the others are still at work in it.
    else if (running.size > 0) await Promise.race([...running.values()].map(({ over }) => over));
    else break;
  }
  if (broken.length > 0) throw broken[0];
  return plans.map((_, index) => results.get(index)).filter((result) => result !== undefined);
}
