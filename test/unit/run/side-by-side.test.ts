import { expect, test } from 'vitest';
import type { Plan } from '../../../src/run/context.ts';
import type { RunResult } from '../../../src/run/events.ts';
import { runSideBySide } from '../../../src/run/side-by-side.ts';
import { aPlan, aRemedy, aResult } from './a-plan.ts';

const never = new AbortController().signal;
const plenty = { runs: 100, memory: Infinity };

function plans(...names: string[]): Plan[] {
  return names.map((name) => aPlan({ id: name, remedy: aRemedy({ name }) }));
}

function resultOf({ id }: Plan, different: Partial<RunResult> = {}): RunResult {
  return aResult({ id, remedy: id, ...different });
}

/** Plays plans that end when the test says so, and notes which are under way. */
class Stage {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();

  readonly play = (plan: Plan) => {
    this.begun.push(plan.id);
    return new Promise<RunResult>((resolve) => this.#ends.set(plan.id, () => resolve(resultOf(plan))));
  };

  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await settled();
  }
}

/** All that follows from what has happened has happened once the event loop has come round. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('results come in the order of the plans, whichever ends first', async () => {
  const stage = new Stage();
  const over = runSideBySide(plans('a', 'b', 'c'), { room: plenty, play: stage.play, signal: never });
  await settled();
  for (const name of ['c', 'a', 'b']) await stage.end(name);
  expect((await over).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('no more go at once than there is room for', async () => {
  const stage = new Stage();
  const room = { runs: 2, memory: Infinity };
  const over = runSideBySide(plans('a', 'b', 'c'), { room, play: stage.play, signal: never });
  await settled();
  expect(stage.begun).toEqual(['a', 'b']);
  await stage.end('b');
  expect(stage.begun).toEqual(['a', 'b', 'c']);
  await stage.end('a');
  await stage.end('c');
  await over;
});

test('a run that the lab has spoilt is played once more, and the second answer counts', async () => {
  const play = (plan: Plan) => Promise.resolve(resultOf(plan, { infrastructure: plan.id === 'a' }));
  const again = (plan: Plan) => ({ ...plan, id: `${plan.id}-again` });
  const results = await runSideBySide(plans('a', 'b'), { room: plenty, play, again, signal: never });
  expect(results.map(({ id }) => id)).toEqual(['a-again', 'b']);
});

test('a run that the lab spoils twice is left as it is', async () => {
  const played: string[] = [];
  const play = (plan: Plan) => {
    played.push(plan.id);
    return Promise.resolve(resultOf(plan, { infrastructure: true }));
  };
  const again = (plan: Plan) => ({ ...plan, id: `${plan.id}-again` });
  const [result] = await runSideBySide(plans('a'), { room: plenty, play, again, signal: never });
  expect(played).toEqual(['a', 'a-again']);
  expect(result?.infrastructure).toBe(true);
});

test('a run whose verdict is not the expected one is not played again', async () => {
  const played: string[] = [];
  const play = (plan: Plan) => {
    played.push(plan.id);
    return Promise.resolve(resultOf(plan, { asExpected: false }));
  };
  const again = (plan: Plan) => ({ ...plan, id: `${plan.id}-again` });
  await runSideBySide(plans('a'), { room: plenty, play, again, signal: never });
  expect(played).toEqual(['a']);
});

test('after an interruption nothing more is begun, and what ran has its result', async () => {
  const stage = new Stage();
  const interruption = new AbortController();
  const room = { runs: 1, memory: Infinity };
  const over = runSideBySide(plans('a', 'b'), { room, play: stage.play, signal: interruption.signal });
  await settled();
  interruption.abort();
  await stage.end('a');
  expect((await over).map(({ id }) => id)).toEqual(['a']);
});

test('a defect ends the call only when the runs beside it have ended', async () => {
  const stage = new Stage();
  const play = (plan: Plan) => (plan.id === 'a' ? Promise.reject(new TypeError('x')) : stage.play(plan));
  const ended: unknown[] = [];
  const over = runSideBySide(plans('a', 'b'), { room: plenty, play, signal: never }).catch((thrown: unknown) => {
    ended.push(thrown);
  });
  await settled();
  expect(ended).toEqual([]);
  await stage.end('b');
  await over;
  expect(ended).toEqual([new TypeError('x')]);
});
