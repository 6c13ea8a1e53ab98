import { openCgroupV1 } from './cgroup-v1.ts';
import { openCgroupV2 } from './cgroup-v2.ts';
import { readKernelFile } from './files.ts';
import type { MemoryGroup, MemoryLimiter } from './memory-limiter.ts';
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
  for (const open of [() => openCgroupV2(mount, membership), () => openCgroupV1(mount)]) {
    const limiter = await open();
    if (limiter === undefined) continue;
    if (await works(limiter, tryGroup)) return limiter;
    await limiter.close();
  }
  return startWatchdog();
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
