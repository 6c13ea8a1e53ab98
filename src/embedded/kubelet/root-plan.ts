import { dirname, join, resolve } from 'node:path';
import type { MachineFiles } from './machine-files.ts';

/** One mount in a container's root. */
export interface RootMount {
  /** Absolute path on this machine, or the name of a file system. */
  source: string;
  /** As the container sees it. */
  target: string;
  /** `file` and `folder` say what is mounted at the target; others are file systems: tmpfs, proc. */
  type: 'file' | 'folder' | 'tmpfs' | 'proc';
  options: string;
}

/** What has to be made in an empty folder to become a container's root, before the mounts are laid over it. */
export interface RootPlan {
  folders: string[];
  files: string[];
  /** Path to target. */
  links: Map<string, string>;
  /** What is shown of the machine, in order: what cannot be shown is not there. */
  machine: RootMount[];
  /** What the container has to have, in order, after the machine's. */
  mounts: RootMount[];
}

export interface RootWishes {
  /** Folders that the container gets for itself, empty, in place of the machine's. */
  own: readonly string[];
  /** Folders of the machine that stay as they are though they are below one of `own`: readable, as all of the machine. */
  kept: readonly string[];
  /** Folders of the machine that are shown empty. */
  hidden: readonly string[];
  mounts: readonly RootMount[];
}

/**
 * Lays out a root: the machine's folders read-only, the container's own in their places. A folder that has to hold
 * something that the machine lacks is made anew, with all that the real one has bound into it.
 */
export function planRoot(wishes: RootWishes, machine: MachineFiles): RootPlan {
  const emptied = new Set(wishes.own.map((path) => withoutLinks(path, machine)));
  const own = new Set(['/', ...emptied]);
  const wanted = wishes.mounts.map((mount) => ({ ...mount, target: withoutLinks(mount.target, machine) }));
  const kept = wishes.kept.flatMap((path) => keptBelow(withoutLinks(path, machine), emptied, machine));
  const isShown = (path: string) => !isBelow(path, emptied) || isBelow(path, new Set(kept.map(({ target }) => target)));
  const hidden = wishes.hidden
    .filter(isShown)
    .map((target): RootMount => ({ source: 'hidden', target, type: 'tmpfs', options: 'ro,size=4k' }));
  const placed = [...kept, ...hidden, ...wanted];
  const plan: RootPlan = { folders: [], files: [], links: new Map(), machine: [], mounts: [] };

  for (const path of [...emptied, ...placed.map(({ target }) => target)]) makeRoom(path, own, emptied, machine);

  const bound: RootMount[] = [];
  const taken = new Set(placed.map(({ target }) => target));
  for (const folder of [...own].toSorted()) {
    plan.folders.push(folder);
    if (isBelow(folder, emptied)) continue;
    for (const name of machine.names(folder)) {
      const path = join(folder, name);
      const kind = machine.kind(path);
      if (own.has(path) || kind === undefined) continue;
      if (kind === 'link') plan.links.set(path, machine.target(path));
      else {
        (kind === 'folder' ? plan.folders : plan.files).push(path);
        if (!taken.has(path)) bound.push(readOnly(path, kind === 'folder' ? 'folder' : 'file'));
      }
    }
  }
  // A mount is not made read-only with the one that it is in.
  const boundFolders = new Set(bound.map(({ target }) => target));
  const deeper = machine.mounted().flatMap((path) => {
    const kind = isBelow(path, boundFolders) ? machine.kind(path) : undefined;
    return kind === 'folder' || kind === 'other' ? [readOnly(path, kind === 'folder' ? 'folder' : 'file')] : [];
  });
  for (const { target, type } of placed) {
    if (!own.has(dirname(target))) continue;
    (type === 'file' ? plan.files : plan.folders).push(target);
  }
  plan.machine.push(...[...bound, ...deeper].map((mount) => keepingFlags(mount, machine)));
  plan.mounts.push(...placed.map((mount) => keepingFlags(mount, machine)));
  return plan;
}

/**
 * A read-only bind is a bind and then a change of its flags, and in a user namespace the kernel refuses a change that drops
 * flags of the machine's mount (mount_namespaces(7), "locked").
 */
export function keepingFlags(mount: RootMount, machine: MachineFiles): RootMount {
  const changed = (mount.type === 'file' || mount.type === 'folder') && mount.options.split(',').includes('ro');
  return changed ? { ...mount, options: [mount.options, ...machine.flags(mount.source)].join(',') } : mount;
}

/** The path of the machine that a path in the root stands for; undefined for what is in the container's own folders. */
export function sourceOf(
  path: string,
  plan: Pick<RootPlan, 'machine' | 'mounts'>,
  machine: MachineFiles,
): string | undefined {
  const real = withoutLinks(path, machine);
  const found = [...plan.machine, ...plan.mounts].findLast(
    ({ target }) => real === target || real.startsWith(`${target}/`),
  );
  if (found === undefined || found.type === 'tmpfs' || found.type === 'proc') return undefined;
  return resolve(found.source, `.${real.slice(found.target.length)}`);
}

function readOnly(path: string, type: 'file' | 'folder'): RootMount {
  return { source: path, target: path, type, options: 'rbind,ro' };
}

/** What has to be bound so that a path is seen below an emptied folder: the emptied folder's child that leads to it. */
function keptBelow(path: string, emptied: ReadonlySet<string>, machine: MachineFiles): RootMount[] {
  for (let child = path; child !== '/'; child = dirname(child)) {
    if (!emptied.has(dirname(child))) continue;
    return [readOnly(child, machine.kind(child) === 'folder' ? 'folder' : 'file')];
  }
  return [];
}

/** Makes the folders that lead to `path` the root's own where the machine has nothing at the path. */
function makeRoom(path: string, own: Set<string>, emptied: ReadonlySet<string>, machine: MachineFiles): void {
  const exists = (at: string) => !isBelow(at, emptied) && machine.kind(at) !== undefined;
  if (own.has(path) ? own.has(dirname(path)) : exists(path)) return;
  for (let folder = dirname(path); !own.has(folder); folder = dirname(folder)) own.add(folder);
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (folders.has(at)) return true;
    if (at === '/') return false;
  }
}

/** The path with the machine's symbolic links followed, as far as there are any. */
export function withoutLinks(path: string, machine: MachineFiles, depth = 0): string {
  let real = '/';
  for (const name of resolve('/', path).split('/').filter(Boolean)) {
    const next = join(real, name);
    // Deeper than the kernel itself goes: a circle.
    real =
      depth < 40 && machine.kind(next) === 'link'
        ? withoutLinks(resolve(dirname(next), machine.target(next)), machine, depth + 1)
        : next;
  }
  return real;
}

/** A line of a mount table (fstab(5)) for `mount --all`. */
export function mountLine(root: string, { source, target, type, options }: RootMount): string {
  const bind = type === 'file' || type === 'folder';
  const field = (text: string) =>
    text.replaceAll(/[\s\\#]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return [field(source), field(join(root, target)), bind ? 'none' : type, options, '0', '0'].join(' ');
}
