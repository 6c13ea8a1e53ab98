import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

export interface SpawnOptions {
  cwd?: string | undefined;
  /** The whole environment; nothing of ours is added. */
  env: Record<string, string>;
  /** Gives the program a pipe on descriptor 3, to report on. */
  report?: boolean;
  /** Gives the program a pipe on its standard input, else it reads nothing. */
  input?: boolean;
}

/**
 * The embedded cluster's one door to other processes. Each is the leader of a session of its own: Ctrl-C in a terminal
 * does not reach it, and it can be ended with all that it started by its process group.
 */
export function spawnSession(file: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(file, [...args], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: [options.input === true ? 'pipe' : 'ignore', 'pipe', 'pipe', options.report === true ? 'pipe' : 'ignore'],
  });
}
