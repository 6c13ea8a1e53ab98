import { release } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';
import { findProgram } from './programs.ts';
import { spawnSession } from './spawn.ts';

const superviseScript = join(import.meta.dirname, 'supervise.sh');
export const shell = '/bin/sh';
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A root folder of the container's own. */
export interface ContainerRoot {
  folder: string;
  /** The table that tells root.sh what to mount in it. */
  table: string;
  /** The working directory, as the container sees it. */
  cwd: string;
  hostname: string;
}

/** What a container's processes are started with. */
export interface Confinement {
  /** Files that a process writes "0" into to enter the container's cgroups. */
  joinFiles: readonly string[];
  /** Arguments of setpriv(1): user, groups and capabilities. */
  rights: readonly string[];
  /** Gives the container a cgroup namespace: its own group is the top of what it sees. */
  cgroupNamespace: boolean;
  /** Processes and threads at most, where there is no cgroup to count them. */
  processes: number;
}

/** How the processes of a container are set apart from the rest of the machine. */
export interface Isolation {
  /** `pid`: PID 1 of a namespace of its own, with a root of its own, as in a container; `none`: a process among others. */
  kind: 'pid' | 'none';
  /** True where users and groups can be those that a pod asks for. */
  root: boolean;
  /** For people. */
  description: string;
  /** A program and arguments that run `command` so confined, under the supervisor. */
  wrap(confinement: Confinement, command: readonly string[], root: ContainerRoot | undefined): string[];
  /** The same for one more command in a container that runs; `pid` is its PID 1 as this machine sees it. */
  enter(confinement: Confinement, pid: number, command: readonly string[]): string[];
}

interface Tools {
  unshare: string | undefined;
  nsenter: string | undefined;
  mount: string | undefined;
  chroot: string | undefined;
  setpriv: string | undefined;
  prlimit: string | undefined;
  hostname: string | undefined;
}

/** The closest to a container that this machine and this user allow; each way is tried once with a real process. */
export async function openIsolation(trial: ContainerRoot, wanted?: 'none'): Promise<Isolation> {
  const find = (name: string) => findProgram(name, systemPath);
  const tools = {
    unshare: find('unshare'),
    nsenter: find('nsenter'),
    mount: find('mount'),
    chroot: find('chroot'),
    setpriv: find('setpriv'),
    prlimit: find('prlimit'),
    hostname: find('hostname'),
  };
  if (wanted === 'none') return plain(tools);
  for (const isolation of [namespaced(tools, []), namespaced(tools, ['--user', '--map-root-user'])]) {
    if (isolation !== undefined && (await isFirstProcess(isolation, trial))) return isolation;
  }
  return plain(tools);
}

function namespaced(tools: Tools, userNamespace: readonly string[]): Isolation | undefined {
  const { unshare, nsenter, mount, chroot, hostname, prlimit } = tools;
  if (unshare === undefined || nsenter === undefined || mount === undefined || chroot === undefined) return undefined;
  const user = userNamespace.length > 0;
  // Of an ordinary user's processes, each user namespace counts its own; before Linux 5.14 there was one count for all.
  const limited = ({ processes }: Confinement) =>
    user && prlimit !== undefined && kernelAtLeast(5, 14) ? [prlimit, `--nproc=${processes}`, '--'] : [];
  return {
    kind: 'pid',
    root: !user && getuid?.() === 0,
    description: `PID namespaces${user ? ' of a user namespace' : ''}`,
    wrap: (confinement, command, root) => [
      unshare,
      ...userNamespace,
      '--pid',
      '--mount',
      '--uts',
      '--ipc',
      '--',
      shell,
      superviseScript,
      ...(root === undefined || hostname === undefined ? [] : [`hostname=${hostname}`, root.hostname]),
      ...(root === undefined ? [] : [`root=${mount}`, root.table]),
      ...confinement.joinFiles,
      '--',
      // Only now: the group that a process is in becomes the top.
      ...(confinement.cgroupNamespace ? [unshare, '--cgroup', '--'] : []),
      // chroot leaves its program in the root: the shell goes on to the working directory.
      ...(root === undefined ? [] : [chroot, root.folder, shell, '-c', 'cd "$0" && exec "$@"', root.cwd]),
      ...limited(confinement),
      ...confined(tools, confinement.rights),
      ...command,
    ],
    enter: (confinement, pid, command) => {
      // The working directory would be the root of the mount namespace: take that of PID 1.
      const target = [
        `--target=${pid}`,
        '--pid',
        '--mount',
        '--uts',
        '--ipc',
        '--root',
        '--wd',
        ...(confinement.cgroupNamespace ? ['--cgroup'] : []),
        ...(user ? ['--user', '--preserve-credentials'] : []),
      ];
      return [
        shell,
        superviseScript,
        ...confinement.joinFiles,
        '--',
        nsenter,
        ...target,
        '--',
        ...limited(confinement),
        ...confined(tools, confinement.rights),
        ...command,
      ];
    },
  };
}

function plain(tools: Tools): Isolation {
  const wrap = ({ joinFiles, rights }: Confinement, command: readonly string[]) => [
    shell,
    superviseScript,
    ...joinFiles,
    '--',
    ...confined(tools, getuid?.() === 0 ? rights : []),
    ...command,
  ];
  return {
    kind: 'none',
    root: getuid?.() === 0,
    description: 'no PID namespaces: a process is not PID 1, so V8 aborts with 134 and SIGTERM ends it by default',
    wrap,
    enter: (confinement, _pid, command) => wrap(confinement, command),
  };
}

function kernelAtLeast(major: number, minor: number): boolean {
  const [first = 0, second = 0] = release().split('.').map(Number.parseFloat);
  return first > major || (first === major && second >= minor);
}

/** Should the supervisor be killed, the kernel kills the container: nothing may run that nobody watches. */
function confined({ setpriv }: Tools, rights: readonly string[]): string[] {
  return setpriv === undefined ? [] : [setpriv, ...rights, '--pdeathsig', 'KILL', '--'];
}

async function isFirstProcess(isolation: Isolation, trial: ContainerRoot): Promise<boolean> {
  const rights = ['--bounding-set=-all,+chown', '--inh-caps=-all'];
  const command = [shell, '-c', '[ "$$" = 1 ] && [ -d /proc/1/fd ]'];
  return (
    (await statusOf(
      isolation.wrap({ joinFiles: [], rights, processes: 100, cgroupNamespace: false }, command, trial),
    )) === 0
  );
}

/** True where a process could be put into the group. */
export async function canJoin(group: MemoryGroup): Promise<boolean> {
  return (await runInGroup(group, [shell, '-c', ':'])) === 0;
}

/** Runs a command to its end in a group, in no other way set apart. Gives its exit status; undefined where it had none. */
export async function runInGroup(group: MemoryGroup, command: readonly string[]): Promise<number | undefined> {
  return await statusOf([shell, superviseScript, ...group.joinFiles, '--', ...command], (pid) => group.adopt(pid));
}

/** The status that the supervisor reports; undefined where there was none. */
async function statusOf(
  [file = '', ...args]: string[],
  onStart: (pid: number) => void = () => {},
): Promise<number | undefined> {
  const child = spawnSession(file, args, { env: { PATH: systemPath }, report: true });
  if (child.pid !== undefined) onStart(child.pid);
  let report = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => (report += chunk.toString()));
  child.stdout?.resume();
  child.stderr?.resume();
  await new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const ended = /^ended (\d+)$/m.exec(report)?.[1];
  return ended === undefined ? undefined : Number(ended);
}
