import { join } from 'node:path';
import { engineName } from './engine-name.ts';
import { readKernelFile, valueOf, writeKernelFile } from './files.ts';
import { killGroupFolder, makeGroupFolder, removeGroupFolder } from './group-folder.ts';
import type { GroupLimits, MemoryGroup, MemoryLimiter } from './memory-limiter.ts';
import { sweepGroups } from './sweep.ts';

/** Above this, v1 says "no limit": the largest multiple of a page below 2^63. */
const unlimited = 2 ** 62;

/**
 * Limits by the memory controller of cgroup v1, in groups below `<mount>/memory/leaklab/`.
 * @param mount - where the controllers are mounted, usually /sys/fs/cgroup
 * @returns undefined where there is no such controller or it is not ours to write
 */
export async function openCgroupV1(mount: string): Promise<MemoryLimiter | undefined> {
  if (readKernelFile(join(mount, 'memory/memory.oom_control')) === undefined) return undefined;
  const memory = join(mount, 'memory/leaklab', engineName());
  const pids = join(mount, 'pids/leaklab', engineName());
  if (!makeGroupFolder(memory)) return undefined;
  const limitsPids = readKernelFile(join(mount, 'pids/cgroup.procs')) !== undefined && makeGroupFolder(pids);
  const folders = limitsPids ? [memory, pids] : [memory];
  await Promise.all(folders.map((folder) => sweepGroups(join(folder, '..'))));

  return {
    enforcement: 'kernel',
    description: `cgroup v1 at ${memory}`,
    folders,
    create: (id, limits) => createGroup(mount, folders, id, limits),
    close: async () => {
      for (const folder of folders) await removeGroupFolder(folder);
    },
  };
}

function createGroup(mount: string, parents: readonly string[], id: string, limits: GroupLimits): MemoryGroup {
  const [memory = '', pids] = parents.map((parent) => join(parent, id));
  const folders = pids === undefined ? [memory] : [memory, pids];
  for (const folder of folders) {
    if (!makeGroupFolder(folder)) throw new Error(`the kernel made no group at ${folder}`);
  }
  if (limits.memory !== undefined) {
    const bytes = String(limits.memory);
    if (!writeKernelFile(join(memory, 'memory.limit_in_bytes'), bytes)) {
      throw new Error(`the kernel took no memory limit of ${bytes} bytes at ${memory}`);
    }
    // Without this a group at its limit is swapped out rather than killed. Absent where swap is not accounted.
    writeKernelFile(join(memory, 'memory.memsw.limit_in_bytes'), bytes);
    writeKernelFile(join(memory, 'memory.swappiness'), '0');
  }
  if (pids !== undefined && limits.pids !== undefined) writeKernelFile(join(pids, 'pids.max'), String(limits.pids));

  let oomKills = 0;
  const countKills = () => {
    oomKills = Math.max(oomKills, valueOf(readKernelFile(join(memory, 'memory.oom_control')), 'oom_kill'));
    return oomKills;
  };
  return {
    joinFiles: folders.map((folder) => join(folder, 'cgroup.procs')),
    views: folders.map((source, index) => ({ source, target: join(mount, index === 0 ? 'memory' : 'pids') })),
    // As runtimes do on v1.
    hasNamespace: false,
    adopt: () => {},
    read: () => {
      const usage = readKernelFile(join(memory, 'memory.usage_in_bytes'));
      if (usage === undefined) return undefined;
      const stat = readKernelFile(join(memory, 'memory.stat'));
      const limit = Number(readKernelFile(join(memory, 'memory.limit_in_bytes')));
      return {
        usage: Number(usage),
        workingSet: Math.max(0, Number(usage) - valueOf(stat, 'total_inactive_file')),
        rss: valueOf(stat, 'total_rss') + valueOf(stat, 'total_shmem'),
        limit: limit < unlimited ? limit : null,
        oomKills: countKills(),
      };
    },
    kill: () => killGroupFolder(memory),
    remove: async () => {
      countKills();
      for (const folder of folders) await removeGroupFolder(folder);
      return { oomKills };
    },
  };
}
