import { join } from 'node:path';
import { shell } from './isolation.ts';
import { spawnSession } from './spawn.ts';

const script = join(import.meta.dirname, 'reap.sh');

/**
 * Starts the process that cleans up when this engine dies without doing it itself: kills what runs, removes groups and
 * the folder. It sleeps on a pipe until then.
 * @returns a function that lets it go; to be called when all is clean already
 */
export function startWatcher(folder: string, groupFolders: readonly string[]): () => Promise<void> {
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };
  const child = spawnSession(shell, [script, folder, ...groupFolders], { env, input: true });
  child.stdout?.resume();
  child.stderr?.resume();
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  return async () => {
    child.ref();
    child.stdin?.end();
    await ended;
  };
}
