import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import { commandLine, imageEnvironment } from './command-line.ts';
import type { ContainerLog } from './container-log.ts';
import { containerRoot } from './container-root.ts';
import type { ContainerProcess, ProcessEnd } from './container-process.ts';
import { startProcess } from './container-process.ts';
import type { KubeletContext } from './context.ts';
import type { HandlerTarget } from './handler.ts';
import { runHandler } from './handler.ts';
import type { ImageOnDisk } from './image.ts';
import type { Container, Pod } from './pod.ts';
import { quantityOf } from './resource-ref.ts';

/** As a container runtime's default: enough for any app, not for a fork bomb. */
const mostProcesses = 1024;

/** One run of a container, from its start to its end. */
export interface ContainerInstance {
  /** 64 hexadecimal digits. */
  id: string;
  pod: Pod;
  container: Container;
  group: MemoryGroup;
  process: ContainerProcess;
  log: ContainerLog;
  target: HandlerTarget;
  /** What the command and its environment are made from. */
  ended: Promise<ProcessEnd>;
  /**
   * preStop hook, SIGTERM, and SIGKILL after `graceSeconds` in all; a later call can only shorten it.
   * `onHookFailure` gets the text of a preStop hook that failed.
   */
  stop(graceSeconds: number, onHookFailure: (text: string) => void): void;
}

export interface InstanceStart {
  context: KubeletContext;
  pod: Pod;
  container: Container;
  image: ImageOnDisk;
  env: Record<string, string>;
  /** The pod's own folder. */
  folder: string;
  address: string;
  log: ContainerLog;
}

/** A new container's id, as runtimes make it. */
export function newContainerId(): string {
  return randomBytes(32).toString('hex');
}

/** @throws StartError for a command that is not there, Error where the process could not be started */
export async function startInstance(id: string, start: InstanceStart): Promise<ContainerInstance> {
  const { context, pod, container, address, log } = start;
  const home = join(start.folder, 'containers', container.name);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const cwd = container.workingDir === undefined || container.workingDir === '' ? home : container.workingDir;
  const root = containerRoot(container, cwd, start.folder, context.isolation);
  const hostname = pod.spec.hostname ?? pod.metadata.name;
  // HOST is ours: with it, an app listens on its pod's own address instead of all of the machine's.
  const env = { ...imageEnvironment(context.bin, home), HOSTNAME: hostname, HOST: address, ...start.env };
  const command = commandLine(container, start.image, env, { bin: context.bin, cwd });
  const group = context.limiter.create(id, {
    memory: quantityOf(container.resources.limits, 'memory'),
    pids: mostProcesses,
  });
  const { isolation, clock } = context;
  const process = await startProcess({
    command,
    env,
    cwd: root === undefined ? cwd : home,
    root,
    group,
    isolation,
    log,
    clock,
    sessions: join(context.folder, 'sessions'),
  });
  const target = { address, container, exec: { pid: process.pid, group, isolation, env, cwd: home } };

  let stopping = false;
  const stop = async (graceSeconds: number, onHookFailure: (text: string) => void) => {
    const hook = container.lifecycle?.preStop;
    const first = !stopping;
    stopping = true;
    const over = new AbortController();
    void process.ended.then(() => over.abort());
    const deadline = clock
      .sleep(graceSeconds * 1000, over.signal)
      .then(() => process.signal('SIGKILL'))
      .catch(() => {
        // Ended before its grace was over.
      });
    if (first && hook !== undefined) {
      if (hook.sleep === undefined) {
        const outcome = await runHandler(hook, target, graceSeconds);
        if (!outcome.ok) onHookFailure(outcome.text);
      } else {
        await clock.sleep(Math.min(hook.sleep.seconds, graceSeconds) * 1000, over.signal).catch(() => {
          // Ended meanwhile by itself.
        });
      }
    }
    if (first) process.signal('SIGTERM');
    await deadline;
  };

  const instance: ContainerInstance = {
    id,
    pod,
    container,
    group,
    process,
    log,
    target,
    ended: process.ended.then((end) => {
      context.running.delete(id);
      context.onEnded(instance, end.oomKills);
      return end;
    }),
    stop: (graceSeconds, onHookFailure) => void stop(graceSeconds, onHookFailure),
  };
  context.running.set(id, instance);
  return instance;
}
