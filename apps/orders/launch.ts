import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { argv, env, execPath, exit } from 'node:process';

/** Set in the child's environment. */
const mark = 'LAUNCHED';

/** True in the process that `launch` has started. */
export function isLaunched(): boolean {
  return env[mark] !== undefined;
}

/**
 * Starts this program once more as a child and stands in for it, as an init such as tini does: hands it SIGTERM and
 * SIGINT, and ends as it ends, with 128 and the signal's number where a signal ended it.
 */
export function launch(): void {
  const child = spawn(execPath, argv.slice(1), { stdio: 'inherit', env: { ...env, [mark]: '1' } });
  process.on('SIGTERM', (signal) => child.kill(signal));
  process.on('SIGINT', (signal) => child.kill(signal));
  child.on('exit', (code, signal) => exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
}
