import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { steadyClock } from '../../shared/clock.ts';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import type { ContainerLog } from './container-log.ts';
import type { Confinement, ContainerRoot, Isolation } from './isolation.ts';
import { spawnSession } from './spawn.ts';
import { killStrays, strayMark } from './strays.ts';

export interface ProcessEnd {
  /** As a container runtime gives it: 128 + the signal's number for a process that a signal ended. */
  exitCode: number;
  /** Milliseconds since the Unix epoch. */
  finishedAt: number;
  /** Processes that were killed at the memory limit, over the container's life. */
  oomKills: number;
}

export interface ContainerProcess {
  /** PID 1 of the container, as this machine sees it. */
  pid: number;
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  /** The same by `steadyClock`, to count from. */
  steadyStart: number;
  /** Resolves when all of its processes and its group are gone and its log is complete; never rejects. */
  ended: Promise<ProcessEnd>;
  /** Signals PID 1 alone, as a runtime does; nothing when it has ended. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface ProcessStart {
  command: readonly string[];
  env: Record<string, string>;
  /** A folder of this machine; with a root of its own, the container goes to the root's working directory. */
  cwd: string;
  root: ContainerRoot | undefined;
  group: MemoryGroup;
  confinement: Confinement;
  isolation: Isolation;
  log: ContainerLog;
  /** Where the watcher that cleans up after a dead engine finds what to end. */
  sessions: string;
  clock: Clock;
}

/**
 * Starts a container's process inside its group, from its first instruction.
 * @throws Error with the cause when it could not be started; nothing is left of it then
 */
export async function startProcess(start: ProcessStart): Promise<ContainerProcess> {
  const { clock, group, log } = start;
  const [file = '', ...args] = start.isolation.wrap(start.confinement, start.command, start.root);
  const child = spawnSession(file, args, { cwd: start.cwd, env: start.env, report: true });
  const closed = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const session = child.pid;
  if (session !== undefined) writeFileSync(join(start.sessions, String(session)), '', { mode: 0o600 });
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => log.append(stream, chunk, clock.now()));
  }

  const started = Promise.withResolvers<number>();
  const exited = Promise.withResolvers<number>();
  let report = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    report += chunk.toString();
    const pid = /^started (\d+)$/m.exec(report)?.[1];
    const status = /^ended (\d+)$/m.exec(report)?.[1];
    const failed = /^failed (.*)$/m.exec(report)?.[1];
    if (failed !== undefined) started.reject(new Error(`the container could not be set apart: ${failed}`));
    if (pid !== undefined) started.resolve(Number(pid));
    if (status !== undefined) exited.resolve(Number(status));
  });
  child.once('error', (error) => started.reject(error));
  const onClosed = async () => {
    await closed;
    started.reject(new Error(`the supervisor of a container ended at once: ${report.trim()}`));
    // Killed together with its supervisor, as the engine's stop does it.
    exited.resolve(137);
  };
  void onClosed();

  const end = async (): Promise<ProcessEnd> => {
    const exitCode = await exited.promise;
    const finishedAt = clock.now();
    group.kill();
    if (session !== undefined) killSession(session);
    killStrays(start.env[strayMark]);
    await closed;
    log.close(clock.now());
    const { oomKills } = await group.remove();
    if (session !== undefined) rmSync(join(start.sessions, String(session)), { force: true });
    return { exitCode, finishedAt, oomKills };
  };

  try {
    const pid = await started.promise;
    group.adopt(pid);
    let running = true;
    const ended = end().finally(() => (running = false));
    return {
      pid,
      startedAt: clock.now(),
      steadyStart: steadyClock.now(),
      ended,
      signal: (signal) => {
        if (running) send(pid, signal);
      },
    };
  } catch (thrown) {
    exited.resolve(128);
    await end();
    throw thrown;
  }
}

function killSession(session: number): void {
  send(-session, 'SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended by itself.
  }
}
