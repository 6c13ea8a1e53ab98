import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from './errors.ts';
import { waitUntil } from './retry.ts';

/**
 * Runs `action` while no other leaklab on this machine holds `file`. A lock whose process has died is taken over.
 * Waits up to `within` seconds for another's.
 */
export async function withLock<T>(
  file: string,
  within: number,
  action: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const wait = { for: `another leaklab to release ${file}`, within, otherwise: 'environment', signal } as const;
  await waitUntil(wait, async () => ((await take(file)) ? true : undefined));
  try {
    return await action();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  }
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // An empty file is a lock whose holder has not yet written its id: look again.
  if (holder > 0 && !isRunning(holder)) await rm(file, { force: true });
  return false;
}

/** True while a process with this id exists, ours or not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return !messageOf(thrown).includes('ESRCH');
  }
}
