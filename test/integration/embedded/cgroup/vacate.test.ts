import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../../../src/shared/command.ts';

const script = fileURLToPath(import.meta.resolve('./in-container.ts'));
const group = '/sys/fs/cgroup/test-of-leaklab';
const possible = existsSync('/sys/fs/cgroup/cgroup.controllers') && process.getuid?.() === 0;

beforeAll(() => {
  if (possible) mkdirSync(group, { recursive: true });
});
afterAll(() => {
  if (possible) rmdirSync(group);
});

// As a container's processes see it: their own group is the top of the tree, and they are in it.
const asContainer = `
  echo 0 >${group}/cgroup.procs
  exec unshare --cgroup --mount sh -c 'umount -l /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup && "$0" "$1"; exit "$?"' "$0" "$1"
`;

test('at the top of a container the processes make way for the limits, and come back', async ({ skip }) => {
  skip(!possible, 'there is no cgroup v2 that is ours to write');
  const { stdout } = await runCommand('sh', ['-c', asContainer, process.execPath, script]);
  // The shell and its Node.
  expect(JSON.parse(stdout)).toEqual({ enforcement: 'kernel', before: 2, during: 0, after: 2 });
  expect(readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory())).toEqual([]);
});
