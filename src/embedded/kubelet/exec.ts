import type { Confinement, Isolation } from './isolation.ts';
import { spawnSession } from './spawn.ts';

export interface ExecResult {
  /** Undefined when it did not end in time. */
  exitCode: number | undefined;
  /** What it wrote to both of its streams, the first 10 KiB. */
  output: string;
  /** Of that, what it wrote to standard error. */
  stderr: string;
}

export interface ExecTarget {
  pid: number;
  confinement: Confinement;
  isolation: Isolation;
  env: Record<string, string>;
  cwd: string;
  /** Why a command cannot be started in the container, in the runtime's words; undefined where it can. */
  problem: (command: readonly string[]) => string | undefined;
}

/** Runs one more command in a running container, within `timeoutSeconds`. */
export async function execInContainer(
  target: ExecTarget,
  command: readonly string[],
  timeoutSeconds: number,
): Promise<ExecResult> {
  const [file = '', ...args] = target.isolation.enter(target.confinement, target.pid, command);
  const child = spawnSession(file, args, { cwd: target.cwd, env: target.env, report: true });
  let output = '';
  let stderr = '';
  let report = '';
  const collect = (chunk: Buffer) => {
    if (output.length < 10_240) output = (output + chunk.toString()).slice(0, 10_240);
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', (chunk: Buffer) => {
    collect(chunk);
    if (stderr.length < 10_240) stderr += chunk.toString();
  });
  child.stdio[3]?.on('data', (chunk: Buffer) => (report += chunk.toString()));
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const timer = setTimeout(() => {
    killSession(child.pid);
    // What has left the session may hold the other ends for ever.
    for (const stream of child.stdio) stream?.destroy();
  }, timeoutSeconds * 1000);
  await closed;
  clearTimeout(timer);
  const status = /^ended (\d+)$/m.exec(report)?.[1];
  return { exitCode: status === undefined ? undefined : Number(status), output, stderr };
}

function killSession(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: it has ended by itself.
  }
}
