import { existsSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCgroupV1 } from '../../../../src/embedded/cgroup/cgroup-v1.ts';
import type { MemoryLimiter } from '../../../../src/embedded/cgroup/memory-limiter.ts';

const mount = '/sys/fs/cgroup';
/** As an engine that has died would have left it: no process can have this id. */
const abandoned = `${mount}/memory/leaklab/999999999-1/container`;

let limiter: MemoryLimiter | undefined;
beforeAll(async () => {
  limiter = await openCgroupV1(mount);
});
afterAll(() => limiter?.close());

test('a group has the limit it was given, and is gone when it is removed', async ({ skip }) => {
  skip(limiter === undefined, 'there is no cgroup v1 that is ours to write');
  const group = limiter?.create('one', { memory: 64 * 2 ** 20, pids: 10 });
  expect(group?.read()).toMatchObject({ limit: 64 * 2 ** 20, oomKills: 0 });
  expect(await group?.remove()).toEqual({ oomKills: 0 });
  expect(group?.joinFiles.filter((file) => existsSync(file))).toEqual([]);
});

test('groups of an engine that has died are removed by the next', async ({ skip }) => {
  skip(limiter === undefined, 'there is no cgroup v1 that is ours to write');
  mkdirSync(abandoned, { recursive: true });
  await openCgroupV1(mount);
  expect(existsSync(`${abandoned}/..`)).toBe(false);
});
