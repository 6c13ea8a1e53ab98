import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ContainerRoot } from './isolation.ts';
import type { FileKind } from './machine-files.ts';
import { machineFiles } from './machine-files.ts';
import type { RootMount } from './root-plan.ts';
import { keepingFlags, mountLine, planRoot, sourceOf, withoutLinks } from './root-plan.ts';

/** The working directory of an image: the first that this machine does not have. */
const homes = ['/app', '/srv/app', '/leaklab-app'];
/** Where the root has the node that runs us. */
export const binFolder = '/.leaklab/bin';
const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
const deviceLinks = {
  fd: '/proc/self/fd',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
  stderr: '/proc/self/fd/2',
};

export interface RootOptions {
  /** A folder for the root, emptied first; the table is written beside it. */
  folder: string;
  hostname: string;
  /** As the container's configuration has it; undefined for that of the image. */
  workingDir: string | undefined;
  /** Paths of the machine that are to be readable whatever else the root has in their places. */
  kept: readonly string[];
  /** Volumes, the termination message's file, the container's view of its cgroups. */
  mounts: readonly RootMount[];
  /** Folders of the machine that are not for the container's eyes. */
  hidden: readonly string[];
  readOnly: boolean;
  user: number;
  group: number;
}

export interface BuiltRoot extends ContainerRoot {
  /** The path on this machine that a path in the container stands for. */
  onMachine(path: string): string;
}

/**
 * Builds the root of a container: the machine's folders, read-only; /tmp, /dev/shm, the working directory and what else
 * the machine lacks are the container's own and new with each start.
 */
export function buildRoot(options: RootOptions): BuiltRoot {
  const { folder, readOnly, workingDir } = options;
  const home = homes.find((path) => !existsSync(path)) ?? '/leaklab-app';
  const cwd = workingDir === undefined || workingDir === '' ? home : resolve('/', workingDir);
  const made = existsSync(withoutLinks(cwd, machineFiles)) ? [] : [cwd];
  const nodeFile: RootMount = {
    source: process.execPath,
    target: `${binFolder}/node`,
    type: 'file',
    options: 'bind,ro',
  };
  const own = [...new Set([home, ...made, '/tmp', '/proc', '/dev', '/dev/shm'])].map((path) =>
    withoutLinks(path, machineFiles),
  );
  const wishes = {
    own,
    kept: options.kept,
    hidden: options.hidden,
    mounts: [
      { source: 'proc', target: '/proc', type: 'proc', options: 'nosuid,nodev,noexec' } as const,
      { source: 'shm', target: '/dev/shm', type: 'tmpfs', options: 'nosuid,nodev,mode=1777,size=64m' } as const,
      ...devices.map((name) => {
        const path = `/dev/${name}`;
        return { source: path, target: path, type: 'file', options: 'bind' } as const;
      }),
      nodeFile,
      // Outer mounts first: an inner one would be hidden.
      ...options.mounts.toSorted((a, b) => a.target.length - b.target.length),
    ],
  };
  const plan = planRoot(wishes, machineFiles);
  if (readOnly) {
    const whole = { source: folder, target: '/', type: 'folder', options: 'bind,ro' } as const;
    plan.machine.unshift(keepingFlags(whole, machineFiles));
  }
  rmSync(folder, { recursive: true, force: true });
  for (const path of plan.folders.toSorted()) mkdirSync(join(folder, path), { recursive: true, mode: 0o755 });
  for (const path of plan.files) writeFileSync(join(folder, path), '');
  for (const [path, target] of [
    ...plan.links,
    ...Object.entries(deviceLinks).map(([name, to]) => [`/dev/${name}`, to] as const),
  ]) {
    symlinkSync(target, join(folder, path));
  }
  for (const path of own.filter((each) => each !== '/proc' && each !== '/dev')) {
    chmodSync(join(folder, path), path.endsWith('/tmp') || path.endsWith('/shm') ? 0o1777 : 0o755);
  }
  if (options.user !== 0 || options.group !== 0) {
    for (const path of [home, ...made]) chownSync(join(folder, path), options.user, options.group);
  }
  makeTargets(plan.mounts);

  const table = `${folder}.mounts`;
  const text = (mounts: readonly RootMount[]) => mounts.map((mount) => `${mountLine(folder, mount)}\n`).join('');
  writeFileSync(`${table}.machine`, text(plan.machine), { mode: 0o600 });
  writeFileSync(table, text(plan.mounts), { mode: 0o600 });
  return {
    folder,
    table,
    cwd,
    hostname: options.hostname,
    onMachine: (path) => sourceOf(path, plan, machineFiles) ?? join(folder, withoutLinks(path, machineFiles)),
  };
}

/** A root with nothing but the machine in it, to see whether one can be laid out here. */
export function trialRoot(folder: string): ContainerRoot {
  const nothing = { kept: [], mounts: [], hidden: [], workingDir: undefined };
  return buildRoot({ ...nothing, folder, hostname: 'trial', readOnly: false, user: 0, group: 0 });
}

/** A mount within another volume needs something to be laid over. */
function makeTargets(mounts: readonly RootMount[]): void {
  for (const [index, { target, type }] of mounts.entries()) {
    const source = sourceOf(
      target,
      { machine: [], mounts: mounts.slice(0, index) },
      { ...machineFiles, kind: linkless },
    );
    if (source === undefined || target === '/' || existsSync(source) || source.startsWith('/dev/')) continue;
    mkdirSync(type === 'file' ? dirname(source) : source, { recursive: true });
    if (type === 'file') writeFileSync(source, '');
  }
}

/** Targets have had their links followed already. */
function linkless(): FileKind {
  return 'folder';
}
