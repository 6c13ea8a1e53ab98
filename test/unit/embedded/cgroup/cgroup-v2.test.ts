import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGroup, openBelow, openCgroupV2 } from '../../../../src/embedded/cgroup/cgroup-v2.ts';
import recorded from './data/cgroup-v2.json' with { type: 'json' };

// A folder with the files that a kernel had: it says what is read and written, not what the kernel makes of it.
let mount: string;
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'cgroup-'));
});
afterEach(() => rmSync(mount, { recursive: true }));

function fill(folder: string, files: Record<string, string>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('there is none where the tree is not mounted', async () => {
  expect(await openCgroupV2(mount, '0::/')).toBeUndefined();
});

test('there is none where no folder offers the memory controller', async () => {
  fill(mount, { 'cgroup.controllers': 'cpuset cpu io pids\n', 'cgroup.subtree_control': 'cpu pids\n' });
  expect(await openCgroupV2(mount, '0::/user.slice')).toBeUndefined();
});

test('the controllers are passed on to the groups below where they are offered and not passed on yet', async () => {
  const { offered, passedOn } = recorded.controllers['system.slice/jobs.service'];
  fill(mount, { 'cgroup.controllers': offered, 'cgroup.subtree_control': passedOn });
  await openBelow(mount);
  // One order after the other, into a file that, unlike the kernel's, keeps the rest of the longer one.
  expect(readFileSync(join(mount, 'cgroup.subtree_control'), 'utf8')).toBe('+pidsry');
});

test('controllers that are passed on already are let be', async () => {
  const { offered, passedOn } = recorded.controllers['user.slice'];
  fill(mount, { 'cgroup.controllers': offered, 'cgroup.subtree_control': passedOn });
  await openBelow(mount);
  expect(readFileSync(join(mount, 'cgroup.subtree_control'), 'utf8')).toBe(passedOn);
});

describe('a group', () => {
  test('may not swap, holds its limits and is killed as a whole', () => {
    const folder = fill(join(mount, 'one'), { ...recorded.cached, 'memory.max': 'max\n', 'memory.oom.group': '0\n' });
    createGroup(folder, { memory: 2048, pids: 10 });
    const written = ['memory.max', 'memory.swap.max', 'memory.oom.group', 'pids.max'].map((name) =>
      Number.parseInt(readFileSync(join(folder, name), 'utf8')),
    );
    expect(written).toEqual([2048, 0, 1, 10]);
  });

  test('with no limit has none', () => {
    const folder = fill(join(mount, 'one'), { ...recorded.cached, 'memory.max': 'max\n' });
    expect(createGroup(folder, { memory: undefined, pids: undefined }).read()?.limit).toBeNull();
  });

  test('with 60 MiB of a file in its cache uses them, and hardly any of them works', () => {
    const folder = fill(join(mount, 'one'), recorded.cached);
    expect(createGroup(folder, { memory: undefined, pids: undefined }).read()).toEqual({
      usage: 65_314_816,
      workingSet: 65_314_816 - 63_000_576,
      rss: 200_704,
      limit: 128 * 2 ** 20,
      oomKills: 0,
    });
  });

  test('that was killed at its limit says so when all of it is gone', () => {
    const folder = fill(join(mount, 'one'), recorded.killed);
    const group = createGroup(folder, { memory: undefined, pids: undefined });
    expect(group.read()).toMatchObject({ usage: 4096, rss: 0, oomKills: 2 });
  });

  test('is entered by its list of processes', () => {
    const folder = join(mount, 'one');
    expect(createGroup(folder, { memory: undefined, pids: undefined }).joinFiles).toEqual([
      join(folder, 'cgroup.procs'),
    ]);
  });
});
