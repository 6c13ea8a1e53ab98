import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { engineName } from '../../../../src/embedded/cgroup/engine-name.ts';
import { groupPrefix, sweepGroups } from '../../../../src/embedded/cgroup/sweep.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what a dead engine left is removed with the containers in it', async () => {
  mkdirSync(join(folder, 'leaklab-999999999-1.2/container'), { recursive: true });
  await sweepGroups(folder, groupPrefix);
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform === 'linux')('what an engine that runs has is let be', async () => {
  mkdirSync(join(folder, `leaklab-${engineName()}.7`));
  await sweepGroups(folder, groupPrefix);
  expect(readdirSync(folder)).toHaveLength(1);
});

test.each(['init.scope', 'system.slice', '999999999-1', 'leaklab-999999999-1.scope', 'leaklab-999999999-1.1.bak'])(
  'what is not ours is let be: %s',
  async (name) => {
    mkdirSync(join(folder, name));
    await sweepGroups(folder, groupPrefix);
    expect(readdirSync(folder)).toEqual([name]);
  },
);
