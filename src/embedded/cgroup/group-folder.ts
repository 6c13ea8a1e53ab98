import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../shared/retry.ts';
import { readKernelFile } from './files.ts';

/** True where the folder is there or could be made. */
export function makeGroupFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    return true;
  } catch {
    // A read-only mount or somebody else's tree: not a place for our groups.
    return false;
  }
}

/** Sends SIGKILL to every process in the group's own list. */
export function killGroupFolder(folder: string): void {
  for (const line of (readKernelFile(join(folder, 'cgroup.procs')) ?? '').split('\n')) {
    const pid = Number(line);
    // "0" is a process of another PID namespace: not ours, and kill(0) would be ourselves.
    if (pid > 0) sendKill(pid);
  }
}

/** Kills until the kernel lets the folder go: a killed process leaves its group a moment after it has died. */
export async function removeGroupFolder(folder: string): Promise<void> {
  await waitUntil({ for: `the processes of ${folder} to be gone`, within: 10, every: 0.01 }, () => {
    if (!existsSync(folder)) return true;
    killGroupFolder(folder);
    for (const child of foldersIn(folder)) removeIfEmpty(join(folder, child));
    return removeIfEmpty(folder) ? true : undefined;
  });
}

/** Names of the groups below a folder. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // EBUSY: processes are still in it. The caller looks again.
    return !existsSync(folder);
  }
}

function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it ended by itself.
  }
}
