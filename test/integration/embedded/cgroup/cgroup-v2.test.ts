import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MemoryLimiter } from '../../../../src/embedded/cgroup/memory-limiter.ts';
import { openLimiter } from '../../../../src/embedded/cgroup/open.ts';
import { canJoin } from '../../../../src/embedded/kubelet/isolation.ts';

let limiter: MemoryLimiter;
let parent: string | undefined;
beforeAll(async () => {
  limiter = await openLimiter(canJoin);
  const [folder = ''] = limiter.folders;
  if (existsSync(join(folder, 'cgroup.controllers'))) parent = dirname(folder);
});
afterAll(() => limiter.close());

const why = 'there is no cgroup v2 that is ours to write';

test('a group has the limit it was given, does not swap, and is gone when it is removed', async ({ skip }) => {
  skip(parent === undefined, why);
  const group = limiter.create('one', { memory: 64 * 2 ** 20, pids: 10 });
  const [list = ''] = group.joinFiles;
  const now = ['memory.swap.max', 'memory.oom.group', 'pids.max'].map((name) =>
    readFileSync(join(dirname(list), name), 'utf8').trim(),
  );
  expect(now).toEqual(['0', '1', '10']);
  expect(group.read()).toMatchObject({ limit: 64 * 2 ** 20, oomKills: 0 });
  expect(await group.remove()).toEqual({ oomKills: 0 });
  expect(existsSync(list)).toBe(false);
});

test('groups of an engine that has died are removed by the next', async ({ skip }) => {
  skip(parent === undefined, why);
  // No process can have this id.
  const abandoned = join(parent ?? '', 'leaklab-999999999-1.1');
  mkdirSync(join(abandoned, 'container'), { recursive: true });
  const next = await openLimiter(canJoin);
  await next.close();
  expect(existsSync(abandoned)).toBe(false);
});

test('two clusters in one process have groups of their own', async ({ skip }) => {
  skip(parent === undefined, why);
  const other = await openLimiter(canJoin);
  const group = limiter.create('same', { memory: undefined, pids: undefined });
  other.create('same', { memory: undefined, pids: undefined });
  await other.close();
  expect(group.read()).toBeDefined();
  await group.remove();
});

test('an ordinary user has them in a scope that this process is in', ({ skip }) => {
  skip(parent === undefined || process.getuid?.() === 0, why);
  const own = readFileSync('/proc/self/cgroup', 'utf8').trim();
  expect(own).toMatch(/\/leaklab-\d+-\d+\.scope\/engine$/);
  expect(`/sys/fs/cgroup${own.slice('0::'.length)}`).toBe(join(parent ?? '', 'engine'));
});
