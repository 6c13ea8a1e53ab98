import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openBelow } from './cgroup-v2.ts';
import { readKernelFile, writeKernelFile } from './files.ts';
import { foldersIn, makeGroupFolder, removeGroupFolder } from './group-folder.ts';
import type { MemoryLimiter } from './memory-limiter.ts';
import { groupPrefix } from './sweep.ts';

/** Where the processes of a vacated group go. */
const leaf = `${groupPrefix}host`;

/**
 * Limits below the group that this process is in: the top of a container's tree, or a service with Delegate=yes. A
 * group with limits below it may hold no process (the "no internal process" rule), so those in it, this one and its
 * neighbours, go into a group below until the limiter is closed: https://docs.kernel.org/admin-guide/cgroup-v2.html
 * @returns undefined where the group is not ours to write
 */
export async function openVacated(own: string): Promise<MemoryLimiter | undefined> {
  // The top of the whole machine's tree has no such file, needs no vacating and holds the kernel's own threads.
  const isInner = existsSync(join(own, 'cgroup.events'));
  const offered = (readKernelFile(join(own, 'cgroup.controllers')) ?? '').split(' ');
  if (!isInner || !offered.includes('memory') || !makeGroupFolder(join(own, leaf))) return undefined;
  moveAll(own, join(own, leaf));
  const limiter = await openBelow(own);
  if (limiter === undefined) {
    await moveBack(own);
    return undefined;
  }
  const close = async () => {
    await limiter.close();
    await moveBack(own);
  };
  return { ...limiter, close };
}

async function moveBack(own: string): Promise<void> {
  const others = foldersIn(own).some((name) => name.startsWith(groupPrefix) && name !== leaf);
  if (others) return;
  for (const controller of ['memory', 'pids']) {
    writeKernelFile(join(own, 'cgroup.subtree_control'), `-${controller}`);
  }
  // Only an empty group is removed: removing it kills what is left in it.
  if (moveAll(join(own, leaf), own)) await removeGroupFolder(join(own, leaf));
}

/** True where none is left behind. */
function moveAll(from: string, to: string): boolean {
  // Again while there are any: one may fork as it is moved. "0" is a process of another PID namespace, out of reach.
  for (let round = 0; round < 20; round += 1) {
    const pids = (readKernelFile(join(from, 'cgroup.procs')) ?? '').split('\n').filter((pid) => Number(pid) > 0);
    if (pids.length === 0) break;
    for (const pid of pids) writeKernelFile(join(to, 'cgroup.procs'), pid);
  }
  return readKernelFile(join(from, 'cgroup.procs')) === '';
}
