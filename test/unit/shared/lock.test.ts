import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../src/shared/command.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { isRunning, withLock } from '../../../src/shared/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(root, { recursive: true }));

let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(root, 'test-')), 'state/cluster.lock');
});

/** The id of a process that has ended. */
async function deadProcess(): Promise<number> {
  return Number((await runCommand('sh', ['-c', 'echo $$'])).stdout);
}

/** Lets `count` contenders do a piece of work under the lock; gives how many were at it at once, at most. */
async function atOnce(count: number): Promise<number> {
  let working = 0;
  let most = 0;
  const work = async () => {
    working += 1;
    most = Math.max(most, working);
    // Long enough for the others to try: each of them reads the lock meanwhile.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    working -= 1;
  };
  await Promise.all(Array.from({ length: count }, () => withLock(file, 30, work)));
  return most;
}

test('the lock holds the id of the process that has it, and is gone afterwards', async () => {
  const held = await withLock(file, 1, () => Promise.resolve(readFileSync(file, 'utf8')));
  expect([held, existsSync(file)]).toEqual([String(process.pid), false]);
});

test('what the action throws comes through, and the lock is gone', async () => {
  await expect(withLock(file, 1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(existsSync(file)).toBe(false);
});

test('contenders work one after the other', async () => {
  expect(await atOnce(4)).toBe(1);
});

test('the lock of a dead process is taken over, by one contender at a time', async () => {
  await withLock(file, 1, () => Promise.resolve());
  writeFileSync(file, String(await deadProcess()));
  expect(await atOnce(4)).toBe(1);
});

test('nothing is left beside a lock that was taken over', async () => {
  await withLock(file, 1, () => Promise.resolve());
  writeFileSync(file, String(await deadProcess()));
  await withLock(file, 5, () => Promise.resolve());
  expect(readdirSync(join(file, '..'))).toEqual([]);
});

test('the lock of a living process is waited for, and then the way out is told', async () => {
  await withLock(file, 1, () => Promise.resolve());
  writeFileSync(file, '1');
  const thrown = await withLock(file, 0, () => Promise.resolve()).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(Fault);
  expect(thrown).toMatchObject({ kind: 'environment', hint: `if no other leaklab runs: rm ${file}` });
  expect(readFileSync(file, 'utf8')).toBe('1');
});

test('waiting for a lock ends with the signal', async () => {
  await withLock(file, 1, () => Promise.resolve());
  writeFileSync(file, '1');
  const controller = new AbortController();
  const waiting = withLock(file, 3600, () => Promise.resolve(), controller.signal);
  controller.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow('stop');
});

test('a process that has ended is not running', async () => {
  expect([isRunning(process.pid), isRunning(await deadProcess())]).toEqual([true, false]);
});
