import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCgroupV2 } from '../../../../src/embedded/cgroup/cgroup-v2.ts';

// A folder with files in place of the kernel's: it says what is read and written, not what the kernel makes of it.
let mount: string;
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'cgroup-'));
});
afterEach(() => rmSync(mount, { recursive: true }));

function group(path: string, enabled: string): string {
  const folder = join(mount, path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cgroup.controllers'), 'cpu memory pids\n');
  writeFileSync(join(folder, 'cgroup.subtree_control'), enabled);
  return folder;
}

test('there is none where the tree is not mounted', async () => {
  expect(await openCgroupV2(mount, '0::/')).toBeUndefined();
});

test('there is none where no folder offers the memory controller', async () => {
  group('', '');
  expect(await openCgroupV2(mount, '0::/user.slice')).toBeUndefined();
});

describe('a reading', () => {
  test('is of the files of the group', async () => {
    group('', 'memory pids');
    group('leaklab', 'memory pids');
    const { engineName } = await import('../../../../src/embedded/cgroup/engine-name.ts');
    const folder = group(join('leaklab', engineName()), 'memory pids');
    const limiter = await openCgroupV2(mount, '0::/');
    const own = join(folder, 'one');
    mkdirSync(own);
    const files = {
      'memory.max': 'max',
      'memory.swap.max': 'max',
      'memory.oom.group': '0',
      'pids.max': 'max',
      'memory.current': '1000\n',
      'memory.stat': 'anon 600\ninactive_file 300\n',
      'memory.events': 'low 0\noom 2\noom_kill 2\noom_group_kill 1\n',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
    const created = limiter?.create('one', { memory: 2048, pids: 10 });
    const written = ['memory.max', 'memory.swap.max', 'memory.oom.group', 'pids.max'].map((name) =>
      Number.parseInt(readFileSync(join(own, name), 'utf8')),
    );
    expect(written).toEqual([2048, 0, 1, 10]);
    expect(created?.read()).toEqual({ usage: 1000, workingSet: 700, rss: 600, limit: 2048, oomKills: 2 });
    expect(created?.joinFiles).toEqual([join(own, 'cgroup.procs')]);
  });
});
