import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getuid } from 'node:process';
import type { Clock } from '../../shared/clock.ts';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import { commandLine, execProblem, imageEnvironment } from './command-line.ts';
import type { ContainerLog } from './container-log.ts';
import type { ContainerPlace } from './container-place.ts';
import { runHook } from './lifecycle-hook.ts';
import { hostnameOf, makePlace } from './container-place.ts';
import type { ContainerProcess, ProcessEnd } from './container-process.ts';
import { startProcess } from './container-process.ts';
import type { KubeletContext } from './context.ts';
import type { HandlerTarget } from './handler.ts';
import type { ImageOnDisk } from './image.ts';
import type { Container, Pod } from './pod.ts';
import { tellTakenPorts } from './port-warnings.ts';
import { quantityOf } from './resource-ref.ts';
import type { Rights } from './rights.ts';
import { containerRights, setprivArguments, unmetRights } from './rights.ts';
import { killedAtStart, startError } from './start-error.ts';
import { strayMark } from './strays.ts';
import { groupOfUser } from './users.ts';

/**
 * Processes and threads of one container. A kubelet sets no limit of its own, and a kind node allows some 28,000 per pod: too
 * many for a machine that somebody works on, and 1024 are enough for any app.
 */
const mostProcesses = 1024;
/**
 * Bytes below which a container runtime's own first process does not fit beside a container's [seen with runc 1.3: 4Mi gave
 * StartError, 6Mi did not].
 */
const leastForStart = 5 * 2 ** 20;
/** Seconds between a preStop hook and SIGKILL (pkg/kubelet/kuberuntime/kuberuntime_container.go). */
const leastAfterHook = 2;

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
   * `onHookFailure` is called when the preStop hook failed.
   */
  stop(graceSeconds: number, onHookFailure: () => void): void;
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

/** @throws Error in runc's words for a command that is not there, Error where the process could not be started */
export async function startInstance(id: string, start: InstanceStart): Promise<ContainerInstance> {
  const { context, pod, container, address, log, folder } = start;
  const { isolation, clock } = context;
  const memory = quantityOf(container.resources.limits, 'memory');
  const rights = containerRights(pod, container, groupOfUser);
  tellUnmet(context, pod, rights);
  tellTakenPorts(context, pod, container);
  const group = context.limiter.create(id, { memory, pids: mostProcesses });
  const confinement = {
    joinFiles: group.joinFiles,
    rights: setprivArguments(rights, isolation.root),
    processes: mostProcesses,
    cgroupNamespace: group.hasNamespace,
  };
  let place: ContainerPlace;
  let process: ContainerProcess;
  let env: Record<string, string>;
  try {
    const { entry } = start.image;
    place = makePlace({ context, pod, container, folder, address, entry, env: start.env, rights, group });
    // HOST is ours: with it, an app listens on its pod's own address instead of all of the machine's.
    const image = imageEnvironment(place.bin, place.cwd);
    env = { ...image, ...marked(context, id), HOSTNAME: hostnameOf(pod), HOST: address, ...start.env };
    const command = commandLine(container, start.image, env, place);
    checkWorkingDir(container, place);
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
    exec: {
      pid: process.pid,
      confinement,
      isolation,
      env,
      cwd: place.root === undefined ? place.cwd : '/',
      problem: (command: readonly string[]) => execProblem(command, env, place),
    },
  };

  if (memory !== undefined && memory < leastForStart) await survive(process, clock);

  let stopping = false;
  const stop = async (graceSeconds: number, onHookFailure: () => void) => {
    const first = !stopping;
    stopping = true;
    const hook = first ? container.lifecycle?.preStop : undefined;
    const over = new AbortController();
    void process.ended.then(() => over.abort());
    let left = graceSeconds;
    if (hook !== undefined) {
      const began = performance.now();
      const problem = await runHook(hook, { pod, target, clock }, graceSeconds, over.signal);
      if (problem !== undefined) onHookFailure();
      // However long the hook took, there is time left to end.
      left = Math.max(leastAfterHook, graceSeconds - (performance.now() - began) / 1000);
    }
    if (first) process.signal('SIGTERM');
    try {
      await clock.sleep(left * 1000, over.signal);
    } catch {
      // Ended before its grace was over.
      return;
    }
    process.signal('SIGKILL');
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

/** @throws Error in runc's words where a file is in the way of the working directory, which is made where it lacks */
function checkWorkingDir({ workingDir = '' }: Container, { onMachine }: ContainerPlace): void {
  for (let path = workingDir; path.startsWith('/') && path !== '/'; path = dirname(path)) {
    const found = statSync(onMachine(path), { throwIfNoEntry: false });
    if (found?.isDirectory() === false) throw startError(`mkdir ${path}: not a directory`);
  }
}

/** @throws Error in runc's words for a container that the kernel kills as it starts */
async function survive(process: ContainerProcess, clock: Clock): Promise<void> {
  const settled = new AbortController();
  const alive = clock.sleep(1000, settled.signal).catch(() => {
    // It has ended before.
  });
  const end = await Promise.race([process.ended, alive]);
  settled.abort();
  if (typeof end === 'object' && end.oomKills > 0) throw killedAtStart();
}

/** A variable that all descendants of the container inherit, where nothing else tells which they are. */
function marked({ isolation, folder }: KubeletContext, id: string): Record<string, string> {
  return isolation.kind === 'none' ? { [strayMark]: `${folder}#${id}` } : {};
}

/** What an ordinary user's engine cannot give is said, not left out in silence. */
function tellUnmet({ isolation, record }: KubeletContext, pod: Pod, rights: Rights): void {
  const unmet = isolation.root ? [] : unmetRights(rights);
  if (unmet.length === 0) return;
  const { name, namespace, uid } = pod.metadata;
  const text =
    `${unmet.join(', ')}: not applied, as the embedded cluster runs as an ordinary user; ` +
    `the container runs as user ${getuid?.()} of this machine`;
  record({ kind: 'Pod', namespace, name, uid, apiVersion: 'v1' }, 'Warning', 'SecurityContextNotApplied', text);
}
