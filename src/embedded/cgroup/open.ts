import { join } from 'node:path';
import { openCgroupV1 } from './cgroup-v1.ts';
import { openCgroupV2 } from './cgroup-v2.ts';
import { readKernelFile } from './files.ts';
import { groupIn } from './membership.ts';
import type { MemoryGroup, MemoryLimiter } from './memory-limiter.ts';
import type { Refusal } from './refusal.ts';
import { refusalOf } from './refusal.ts';
import { openUserScope } from './user-scope.ts';
import { openVacated } from './vacate.ts';
import { startWatchdog } from './watchdog.ts';

const megabyte = 2 ** 20;

/**
 * The best limiter that works here: the kernel's where a process really gets into a group, else the watchdog.
 * @param tryGroup - starts a process in the group and says whether it came to run there
 */
export async function openLimiter(
  tryGroup: (group: MemoryGroup) => Promise<boolean>,
  mount = '/sys/fs/cgroup',
): Promise<MemoryLimiter> {
  const membership = readKernelFile('/proc/self/cgroup') ?? '';
  const controllers = readKernelFile(`${mount}/cgroup.controllers`)?.split(' ');
  const uid = process.getuid?.();
  let refusal: Refusal = refusalOf({ platform: process.platform, uid, controllers });
  const ways: (() => Promise<MemoryLimiter | Refusal | undefined>)[] = [
    () => openCgroupV2(mount, membership),
    () => openVacated(join(mount, groupIn(membership))),
    () => openCgroupV1(mount),
  ];
  // Before what may be ours by hand: systemd wants groups below its own to be made by itself.
  if (uid !== undefined && uid !== 0 && controllers?.includes('memory') === true) {
    ways.unshift(() => openUserScope(mount, uid));
  }
  for (const open of ways) {
    const limiter = await open();
    if (limiter === undefined) continue;
    if ('why' in limiter) {
      refusal = limiter;
      continue;
    }
    if (await works(limiter, tryGroup)) return limiter;
    await limiter.close();
  }
  return startWatchdog(refusal);
}

/** To be allowed to make a group is not yet to be allowed to put a process into it. */
async function works(limiter: MemoryLimiter, tryGroup: (group: MemoryGroup) => Promise<boolean>): Promise<boolean> {
  const group = limiter.create('trial', { memory: 64 * megabyte, pids: undefined });
  try {
    return await tryGroup(group);
  } finally {
    await group.remove();
  }
}
