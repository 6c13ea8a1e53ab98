import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, runCommand } from '../../shared/command.ts';
import { Fault } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/retry.ts';
import { openBelow } from './cgroup-v2.ts';
import { engineName } from './engine-name.ts';
import { readKernelFile, writeKernelFile } from './files.ts';
import { makeGroupFolder } from './group-folder.ts';
import type { MemoryLimiter } from './memory-limiter.ts';
import type { Refusal } from './refusal.ts';
import { groupIn } from './membership.ts';

/** The group of the engine itself: a group with limits below it may hold no process (the "no internal process" rule). */
const ownGroup = 'engine';

/**
 * Limits for an ordinary user: asks the user's own systemd for a scope, moves this process into it and makes groups
 * beside it. Only root may move a process from the session's groups to another tree, so the engine has to be in the
 * scope itself; what it starts is born there. systemd removes the scope when its last process has ended.
 * @returns why not, where there is no such systemd or it does not delegate the memory controller
 */
export async function openUserScope(mount: string, uid: number): Promise<MemoryLimiter | Refusal> {
  const scope = await enterScope(mount, uid);
  if (typeof scope !== 'string') return scope;
  const limiter = await openBelow(scope);
  return limiter ?? withoutMemory(uid, readKernelFile(join(scope, 'cgroup.controllers')));
}

/** The folder of the scope that this process is in from now on. */
async function enterScope(mount: string, uid: number): Promise<string | Refusal> {
  const unit = `leaklab-${engineName()}.scope`;
  const before = scopeFolder(mount, unit);
  if (before !== undefined) return before;
  const address = busAddress(uid);
  if (address === undefined) return withoutBus(uid);
  try {
    const call = ['--user', '--quiet', 'call', ...request(unit, process.pid)];
    await runCommand('busctl', call, { env: { DBUS_SESSION_BUS_ADDRESS: address }, timeoutSeconds: 20 });
    const scope = await waitUntil({ for: `systemd to make ${unit}`, within: 20, every: 0.01 }, () =>
      scopeFolder(mount, unit),
    );
    const own = join(scope, ownGroup);
    const moved = makeGroupFolder(own) && writeKernelFile(join(own, 'cgroup.procs'), String(process.pid));
    return moved ? scope : { why: `systemd made ${unit}, which is not ours to write`, mend: asRoot };
  } catch (thrown) {
    if (!(thrown instanceof CommandError || thrown instanceof Fault)) throw thrown;
    return { why: `the user's systemd made no scope for leaklab (${thrown.message})`, mend: asRoot };
  }
}

/** What `busctl call` wants: https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html */
function request(unit: string, pid: number): string[] {
  const manager = ['org.freedesktop.systemd1', '/org/freedesktop/systemd1', 'org.freedesktop.systemd1.Manager'];
  const properties = [
    ['Description', 's', 'leaklab: the embedded cluster'],
    ['Delegate', 'b', 'true'],
    ['MemoryAccounting', 'b', 'true'],
    ['TasksAccounting', 'b', 'true'],
    // Forget it also after a failure: `systemctl --user --failed` is not to list engines that were killed.
    ['CollectMode', 's', 'inactive-or-failed'],
    ['PIDs', 'au', '1', String(pid)],
  ];
  const count = String(properties.length);
  return [...manager, 'StartTransientUnit', 'ssa(sv)a(sa(sv))', unit, 'fail', count, ...properties.flat(), '0'];
}

/** Undefined while this process is not in it. */
function scopeFolder(mount: string, unit: string): string | undefined {
  const group = groupIn(readKernelFile('/proc/self/cgroup') ?? '');
  const end = group.indexOf(`/${unit}`);
  return end < 0 ? undefined : join(mount, group.slice(0, end), unit);
}

/** Of the user's bus; also where `su` or `sudo -u` did not say it. */
function busAddress(uid: number): string | undefined {
  const said = process.env['DBUS_SESSION_BUS_ADDRESS'];
  if (said !== undefined && said !== '') return said;
  const socket = join(runtimeFolder(uid), 'bus');
  return existsSync(socket) ? `unix:path=${socket}` : undefined;
}

function runtimeFolder(uid: number): string {
  return process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`;
}

const asRoot = 'run leaklab as root';

function withoutBus(uid: number): Refusal {
  return existsSync(join(runtimeFolder(uid), 'systemd'))
    ? {
        why: "the user's systemd has no bus to ask on",
        mend: 'sudo apt install dbus-user-session    # then log in again',
      }
    : { why: 'no systemd runs for this user', mend: `sudo loginctl enable-linger ${uid}` };
}

function withoutMemory(uid: number, controllers = ''): Refusal {
  const folder = '/etc/systemd/system/user@.service.d';
  return {
    why: `systemd delegates no memory controller to this user, only: ${controllers}`,
    mend:
      `sudo mkdir -p ${folder} && printf '[Service]\\nDelegate=cpu memory pids\\n' | sudo tee ${folder}/delegate.conf` +
      ` && sudo systemctl daemon-reload && sudo systemctl restart user@${uid}    # ends the user's own services`,
  };
}
