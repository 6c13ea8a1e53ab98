import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openUserScope } from '../../../../src/embedded/cgroup/user-scope.ts';

let runtime: string;
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'runtime-'));
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(runtime, { recursive: true });
});

test('a user for whom no systemd runs is told how to have one', async () => {
  expect(await openUserScope('/sys/fs/cgroup', 1000)).toEqual({
    why: 'no systemd runs for this user',
    mend: 'sudo loginctl enable-linger 1000',
  });
});

test('a user whose systemd has no bus is told what to install', async () => {
  mkdirSync(join(runtime, 'systemd'));
  expect(await openUserScope('/sys/fs/cgroup', 1000)).toMatchObject({ why: "the user's systemd has no bus to ask on" });
});

test('a bus that nobody answers on is no way to a scope', async () => {
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(runtime, 'bus')}`);
  expect(await openUserScope('/sys/fs/cgroup', 1000)).toMatchObject({
    why: expect.stringContaining("the user's systemd made no scope for leaklab"),
  });
});
