import { dirname, join } from 'node:path';
import { engineName } from './engine-name.ts';
import { readKernelFile, valueOf, writeKernelFile } from './files.ts';
import { killGroupFolder, makeGroupFolder, removeGroupFolder } from './group-folder.ts';
import { groupIn } from './membership.ts';
import type { GroupLimits, MemoryGroup, MemoryLimiter } from './memory-limiter.ts';
import { groupPrefix, sweepGroups } from './sweep.ts';

/** Beside the process's name, so that two clusters in one process do not share a folder. */
let opened = 0;

/**
 * Limits by the memory controller of cgroup v2, in groups below the highest folder that is ours to write: the root for
 * root, or a subtree that was delegated to this user by hand.
 * @param mount - where the tree is mounted, usually /sys/fs/cgroup
 * @param membership - the text of /proc/self/cgroup
 */
export async function openCgroupV2(mount: string, membership: string): Promise<MemoryLimiter | undefined> {
  if (readKernelFile(join(mount, 'cgroup.controllers')) === undefined) return undefined;
  for (const parent of parents(mount, groupIn(membership))) {
    const limiter = await openBelow(parent);
    if (limiter !== undefined) return limiter;
  }
  return undefined;
}

/** Limits in groups below one folder; undefined where it offers no memory controller or is not ours to write. */
export async function openBelow(parent: string): Promise<MemoryLimiter | undefined> {
  if (!offersMemory(parent)) return undefined;
  opened += 1;
  const folder = join(parent, `${groupPrefix}${engineName()}.${opened}`);
  if (!makeGroupFolder(folder)) return undefined;
  if (!offersMemory(folder)) {
    await removeGroupFolder(folder);
    return undefined;
  }
  await sweepGroups(parent, groupPrefix);
  return {
    enforcement: 'kernel',
    description: `cgroup v2 at ${folder}`,
    folders: [folder],
    create: (id, limits) => createGroup(join(folder, id), limits),
    close: () => removeGroupFolder(folder),
  };
}

/** The root of the tree first, then down to the group that this process is in. */
function parents(mount: string, own: string): string[] {
  const found: string[] = [];
  for (let path = own; path !== '/'; path = dirname(path)) found.unshift(join(mount, path));
  return [mount, ...found];
}

/** Switches the controllers on for the groups below; false where memory cannot be. */
function offersMemory(folder: string): boolean {
  const enabled = () => (readKernelFile(join(folder, 'cgroup.subtree_control')) ?? '').split(' ');
  const available = (readKernelFile(join(folder, 'cgroup.controllers')) ?? '').split(' ');
  if (!available.includes('memory')) return false;
  for (const controller of ['memory', 'pids']) {
    if (!available.includes(controller) || enabled().includes(controller)) continue;
    const taken = writeKernelFile(join(folder, 'cgroup.subtree_control'), `+${controller}`);
    // EBUSY where processes are in the folder itself; pids alone would be taken even then.
    if (!taken && controller === 'memory') return false;
  }
  return enabled().includes('memory');
}

/** A group of its own for one container: what a kubelet would write, and what it would read. */
export function createGroup(folder: string, limits: GroupLimits): MemoryGroup {
  if (!makeGroupFolder(folder)) throw new Error(`the kernel made no group at ${folder}`);
  if (limits.memory !== undefined) {
    const bytes = String(limits.memory);
    if (!writeKernelFile(join(folder, 'memory.max'), bytes)) {
      throw new Error(`the kernel took no memory limit of ${bytes} bytes at ${folder}`);
    }
    writeKernelFile(join(folder, 'memory.swap.max'), '0');
    // As the kubelet does from 1.28 on: all processes of a container die together.
    writeKernelFile(join(folder, 'memory.oom.group'), '1');
  }
  if (limits.pids !== undefined) writeKernelFile(join(folder, 'pids.max'), String(limits.pids));

  let oomKills = 0;
  const countKills = () => {
    oomKills = Math.max(oomKills, valueOf(readKernelFile(join(folder, 'memory.events')), 'oom_kill'));
    return oomKills;
  };
  return {
    joinFiles: [join(folder, 'cgroup.procs')],
    views: [{ source: folder, target: '/sys/fs/cgroup' }],
    hasNamespace: true,
    adopt: () => {},
    read: () => {
      const usage = readKernelFile(join(folder, 'memory.current'));
      if (usage === undefined) return undefined;
      const stat = readKernelFile(join(folder, 'memory.stat'));
      const limit = readKernelFile(join(folder, 'memory.max')) ?? 'max';
      return {
        usage: Number(usage),
        workingSet: Math.max(0, Number(usage) - valueOf(stat, 'inactive_file')),
        rss: valueOf(stat, 'anon') + valueOf(stat, 'shmem'),
        limit: limit === 'max' ? null : Number(limit),
        oomKills: countKills(),
      };
    },
    kill: () => {
      // Kills also what forks meanwhile; since Linux 5.14.
      if (!writeKernelFile(join(folder, 'cgroup.kill'), '1')) killGroupFolder(folder);
    },
    remove: async () => {
      countKills();
      await removeGroupFolder(folder);
      return { oomKills };
    },
  };
}
