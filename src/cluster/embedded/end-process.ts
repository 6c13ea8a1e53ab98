import { messageOf } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/retry.ts';

/** Seconds that a process has to end in good order. */
const grace = 20;

/**
 * Ends a process: SIGTERM, and SIGKILL when that was not enough.
 * @param lives - true while `pid` is still the process that is meant: an id may be given to another
 */
export async function endProcess(pid: number, lives: () => boolean): Promise<void> {
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    if (!lives()) return;
    send(pid, name);
    const gone = await waitUntil({ for: `process ${pid} to end`, within: grace, every: 0.02 }, () =>
      lives() ? undefined : true,
    ).catch((thrown: unknown) => {
      if (name === 'SIGKILL') throw thrown;
      return false;
    });
    if (gone) return;
  }
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (thrown) {
    if (!messageOf(thrown).includes('ESRCH')) throw thrown;
  }
}
