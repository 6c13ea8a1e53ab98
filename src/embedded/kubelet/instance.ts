import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import { commandLine, imageEnvironment } from './command-line.ts';
import type { ContainerLog } from './container-log.ts';
import type { ContainerPlace } from './container-place.ts';
import { hostnameOf, makePlace } from './container-place.ts';
import type { ContainerProcess, ProcessEnd } from './container-process.ts';
import { startProcess } from './container-process.ts';
import type { KubeletContext } from './context.ts';
import type { HandlerTarget } from './handler.ts';
import { runHandler } from './handler.ts';
import type { ImageOnDisk } from './image.ts';
import type { Container, Pod } from './pod.ts';
import { quantityOf } from './resource-ref.ts';
import { containerRights, setprivArguments } from './rights.ts';
import { groupOfUser } from './users.ts';

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
  /** What it wrote to its termination message's file; the last 4096 bytes. */
  message(): string;
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
  const { context, pod, container, address, log, folder } = start;
  const { isolation, clock } = context;
  const group = context.limiter.create(id, {
    memory: quantityOf(container.resources.limits, 'memory'),
    pids: mostProcesses,
  });
  const rights = containerRights(pod, container, groupOfUser);
  const confinement = { joinFiles: group.joinFiles, rights: setprivArguments(rights, isolation.root) };
  let place: ContainerPlace;
  let process: ContainerProcess;
  let env: Record<string, string>;
  try {
    const { entry } = start.image;
    place = makePlace({ context, pod, container, folder, address, entry, env: start.env, rights, group });
    // HOST is ours: with it, an app listens on its pod's own address instead of all of the machine's.
    const image = imageEnvironment(place.bin, place.cwd);
    env = { ...image, HOSTNAME: hostnameOf(pod), HOST: address, ...start.env };
    const command = commandLine(container, start.image, env, place);
    const { root } = place;
    const cwd = root === undefined ? place.cwd : '/';
    const sessions = join(context.folder, 'sessions');
    process = await startProcess({ command, env, cwd, root, group, confinement, isolation, log, clock, sessions });
  } catch (thrown) {
    await group.remove();
    throw thrown;
  }
  const target = {
    address,
    container,
    exec: { pid: process.pid, confinement, isolation, env, cwd: place.root === undefined ? place.cwd : '/' },
  };

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
    message: () => place.message(),
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
