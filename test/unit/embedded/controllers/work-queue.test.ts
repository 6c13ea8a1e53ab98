import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createWorkQueue } from '../../../../src/embedded/controllers/work-queue.ts';
import { HandClock } from './hand-clock.ts';

function startQueue(work: (key: string) => number | undefined) {
  const clock = new HandClock();
  const errors: unknown[] = [];
  const worked: string[] = [];
  const queue = createWorkQueue({
    clock,
    onError: (_key, thrown) => errors.push(thrown),
    work: (key) => {
      worked.push(key);
      return work(key);
    },
  });
  onTestFinished(() => queue.stop());
  async function turn(milliseconds: number) {
    clock.turn(milliseconds);
    await idle();
  }
  async function idle() {
    await nextTurn();
    while (!queue.idle) await nextTurn();
  }
  return { queue, worked, errors, turn, idle };
}

test('a key that is added twice before its turn is worked on once', async () => {
  const { queue, worked, idle } = startQueue(() => undefined);
  queue.add('a');
  queue.add('b');
  queue.add('a');
  await idle();
  expect(worked).toEqual(['a', 'b']);
});

test('a key that is added while it is worked on is worked on again', async () => {
  const { queue, worked, idle } = startQueue(() => {
    if (worked.length === 1) queue.add('a');
    return undefined;
  });
  queue.add('a');
  await idle();
  expect(worked).toEqual(['a', 'a']);
});

test('a key that fails is tried again after 5, 10 and 20 ms', async () => {
  const { queue, worked, errors, turn, idle } = startQueue(() => {
    throw new Error('no');
  });
  queue.add('a');
  await idle();
  const counts: number[] = [];
  for (const wait of [4, 1, 9, 1, 19, 1]) {
    await turn(wait);
    counts.push(worked.length);
  }
  expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
  expect(errors).toHaveLength(4);
});

test('a success ends the back-off', async () => {
  let bad = true;
  const { queue, worked, turn, idle } = startQueue(() => {
    if (bad) throw new Error('no');
    return undefined;
  });
  queue.add('a');
  await idle();
  await turn(5);
  bad = false;
  await turn(10);
  bad = true;
  queue.add('a');
  await idle();
  await turn(5);
  expect(worked).toHaveLength(5);
});

test('a key is looked at again after the time that its work asked for', async () => {
  const { queue, worked, turn, idle } = startQueue(() => 1000);
  queue.add('a');
  await idle();
  await turn(999);
  expect(worked).toHaveLength(1);
  await turn(1);
  expect(worked).toHaveLength(2);
});

test('of two times for one key the earlier counts', async () => {
  const { queue, worked, turn } = startQueue(() => undefined);
  queue.addAfter('a', 5000);
  queue.addAfter('a', 1000);
  queue.addAfter('a', 9000);
  await turn(1000);
  expect(worked).toEqual(['a']);
  await turn(9000);
  expect(worked).toEqual(['a']);
});

test('a stopped queue works on nothing any more', async () => {
  const { queue, worked, turn } = startQueue(() => undefined);
  queue.add('a');
  queue.addAfter('b', 10);
  queue.stop();
  queue.add('c');
  await turn(10);
  expect(worked).toEqual([]);
});
