import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault, messageOf } from './errors.ts';
import { waitUntil } from './retry.ts';

/**
 * Runs `action` while no other leaklab on this machine holds `file`. A lock whose process has died is taken over.
 * Waits up to `within` seconds for another's. A Fault where it cannot be made: no rights, a full disk.
 */
export async function withLock<T>(
  file: string,
  within: number,
  action: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true }).catch((cause: unknown) => {
    throw cannotTake(file, cause);
  });
  const wait = {
    for: `another leaklab to release ${file}`,
    within,
    every: 0.1,
    otherwise: 'environment',
    hint: `if no other leaklab runs: rm ${file}`,
    signal,
  } as const;
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
    try {
      await handle.writeFile(String(process.pid));
    } catch (thrown) {
      // A lock without a holder, on a full disk, would never be released.
      await rm(file, { force: true });
      throw thrown;
    } finally {
      await handle.close();
    }
    return true;
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw cannotTake(file, thrown);
  }
  const holder = await holderOf(file);
  // An empty file is a lock whose holder has not yet written its id: look again.
  if (holder > 0 && !isRunning(holder)) await removeOf(file, holder);
  return false;
}

function cannotTake(file: string, cause: unknown): Fault {
  const hint = `df -h ${dirname(file)}; or another folder: LEAKLAB_HOME=/a/folder/of/yours leaklab …`;
  return new Fault('environment', `the lock ${file} cannot be made`, { cause, hint });
}

/** Removes the lock of a dead process. Of several that try at once only one moves it, and none takes a newer lock. */
async function removeOf(file: string, holder: number): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return;
    throw thrown;
  }
  if ((await holderOf(aside)) === holder) await rm(aside, { force: true });
  else await rename(aside, file);
}

/** The id in a lock; 0 where it is empty or gone. */
async function holderOf(file: string): Promise<number> {
  return Number(await readFile(file, 'utf8').catch(() => ''));
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
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
