import { join } from 'node:path';
import { findProgram } from './programs.ts';
import { spawnSession } from './spawn.ts';
import type { MemoryGroup } from '../cgroup/memory-limiter.ts';

const superviseScript = join(import.meta.dirname, 'supervise.sh');
export const shell = '/bin/sh';
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A root folder of the container's own, with its volumes in it. */
export interface ContainerRoot {
  /** An empty folder. */
  folder: string;
  /** The file that tells root.sh what to mount. */
  list: string;
  /** The working directory, as the container sees it. */
  cwd: string;
}

/** How the processes of a container are set apart from the rest of the machine. */
export interface Isolation {
  /** `pid`: PID 1 of a namespace of its own, as in a container; `none`: a process among others. */
  kind: 'pid' | 'none';
  /** For people. */
  description: string;
  /** A program and arguments that run `command` in the groups, under the supervisor. */
  wrap(joinFiles: readonly string[], command: readonly string[], root?: ContainerRoot): string[];
  /** The same for one more command in a container that runs; `pid` is its PID 1 as this machine sees it. */
  enter(joinFiles: readonly string[], pid: number, command: readonly string[]): string[];
}

interface Tools {
  unshare: string | undefined;
  nsenter: string | undefined;
  mount: string | undefined;
  chroot: string | undefined;
  setpriv: string | undefined;
}

/** The closest to a container that this machine and this user allow; each way is tried once with a real process. */
export async function openIsolation(): Promise<Isolation> {
  const find = (name: string) => findProgram(name, systemPath);
  const tools = {
    unshare: find('unshare'),
    nsenter: find('nsenter'),
    mount: find('mount'),
    chroot: find('chroot'),
    setpriv: find('setpriv'),
  };
  for (const isolation of [namespaced(tools, []), namespaced(tools, ['--user', '--map-root-user'])]) {
    if (isolation !== undefined && (await isFirstProcess(isolation))) return isolation;
  }
  return plain(tools);
}

function namespaced(tools: Tools, userNamespace: readonly string[]): Isolation | undefined {
  const { unshare, nsenter, mount, chroot } = tools;
  if (unshare === undefined || nsenter === undefined || mount === undefined || chroot === undefined) return undefined;
  const user = userNamespace.length > 0;
  return {
    kind: 'pid',
    description: `PID namespaces${user ? ' of a user namespace' : ''}`,
    wrap: (joinFiles, command, root) => [
      unshare,
      ...userNamespace,
      '--pid',
      '--mount',
      '--',
      shell,
      superviseScript,
      ...joinFiles,
      `proc=${mount}`,
      ...(root === undefined ? [] : [`root=${root.list}`]),
      '--',
      // chroot leaves its program in the root: the shell goes on to the working directory.
      ...(root === undefined
        ? []
        : [chroot, root.folder, shell, '-c', 'mkdir -p "$0" && cd "$0" && exec "$@"', root.cwd]),
      ...dyingWithParent(tools),
      ...command,
    ],
    enter: (joinFiles, pid, command) => {
      // The working directory would be the root of the mount namespace: take that of PID 1.
      const target = [
        `--target=${pid}`,
        '--pid',
        '--mount',
        '--root',
        '--wd',
        ...(user ? ['--user', '--preserve-credentials'] : []),
      ];
      return [
        shell,
        superviseScript,
        ...joinFiles,
        '--',
        nsenter,
        ...target,
        '--',
        ...dyingWithParent(tools),
        ...command,
      ];
    },
  };
}

function plain(tools: Tools): Isolation {
  const wrap = (joinFiles: readonly string[], command: readonly string[]) => [
    shell,
    superviseScript,
    ...joinFiles,
    '--',
    ...dyingWithParent(tools),
    ...command,
  ];
  return {
    kind: 'none',
    description: 'no PID namespaces: a process is not PID 1, so V8 aborts with 134 and SIGTERM ends it by default',
    wrap,
    enter: (joinFiles, _pid, command) => wrap(joinFiles, command),
  };
}

/** Should the supervisor be killed, the kernel kills the container: nothing may run that nobody watches. */
function dyingWithParent({ setpriv }: Tools): string[] {
  return setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--'];
}

async function isFirstProcess(isolation: Isolation): Promise<boolean> {
  return (await statusOf(isolation.wrap([], [shell, '-c', '[ "$$" = 1 ] && [ -d /proc/1/fd ]']))) === 0;
}

/** True where a process could be put into the group. */
export async function canJoin(group: MemoryGroup): Promise<boolean> {
  return (await statusOf([shell, superviseScript, ...group.joinFiles, '--', shell, '-c', ':'])) === 0;
}

/** The status that the supervisor reports; undefined where there was none. */
async function statusOf([file = '', ...args]: string[]): Promise<number | undefined> {
  const child = spawnSession(file, args, { env: { PATH: systemPath }, report: true });
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
