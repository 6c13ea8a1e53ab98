import { getuid } from 'node:process';
import { findProgram } from './programs.ts';
import { spawnSession } from './spawn.ts';

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Mounts memory at a folder, for all containers of the pod. Only root may: false where it stays a folder on disk.
 * @param size - bytes at most; undefined for the kernel's default, half of the machine's memory
 */
export async function mountMemory(folder: string, size: number | undefined): Promise<boolean> {
  if (getuid?.() !== 0) return false;
  const options = `mode=777${size === undefined ? '' : `,size=${size}`}`;
  return await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
}

export async function unmountMemory(folder: string): Promise<void> {
  // Lazily: a container that is still ending may hold it.
  await run('umount', ['-l', folder]);
}

async function run(program: string, args: string[]): Promise<boolean> {
  const file = findProgram(program, path);
  if (file === undefined) return false;
  const child = spawnSession(file, args, { env: { PATH: path } });
  child.stdout?.resume();
  child.stderr?.resume();
  return await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
