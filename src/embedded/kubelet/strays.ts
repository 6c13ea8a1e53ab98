import { namesIn, readKernelFile } from '../cgroup/files.ts';

/** The variable that marks the processes of a container where there is neither a PID namespace nor a cgroup to hold them. */
export const strayMark = 'LEAKLAB_CONTAINER';

/**
 * Kills the processes with a mark in their environment: a daemon that has left its parent and its session is found by
 * nothing else. One that was started with another environment gets away.
 * @param mark - undefined where there are none to look for
 */
export function killStrays(mark: string | undefined, proc = '/proc'): void {
  if (mark === undefined) return;
  const entry = `${strayMark}=${mark}`;
  // Again while there are any: one may fork as it is killed.
  for (let round = 0; round < 20; round += 1) {
    const found = namesIn(proc).filter((name) => {
      return /^\d+$/.test(name) && readKernelFile(`${proc}/${name}/environ`)?.split('\0').includes(entry) === true;
    });
    if (found.length === 0) return;
    for (const name of found) {
      try {
        process.kill(Number(name), 'SIGKILL');
      } catch {
        // ESRCH: it ended by itself.
      }
    }
  }
}
