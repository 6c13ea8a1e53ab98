import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What there is at a path: `other` is a file, a socket or a device. */
export type FileKind = 'folder' | 'link' | 'other';

/** What a container's root is laid out from; tests give one of their own. */
export interface MachineFiles {
  /** Undefined where there is nothing, or nothing that we may look at. */
  kind(path: string): FileKind | undefined;
  names(folder: string): string[];
  target(link: string): string;
  /** File systems that are mounted below the root and hold files that could be written, outermost first. */
  mounted(): string[];
  /** Which of nosuid, nodev and noexec the file system of a path is mounted with. */
  flags(path: string): string[];
}

/** File systems of the kernel itself and those that cannot be written anyway. */
const withoutFiles = new Set(
  (
    'autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue nsfs ' +
    'overlay proc pstore securityfs squashfs sysfs tracefs'
  ).split(' '),
);

/** The files of this machine as they are now. */
export const machineFiles: MachineFiles = {
  kind: (path) => {
    try {
      const found = lstatSync(path);
      return found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'other';
    } catch {
      // Not there, or not for us to see: a container will not see it either.
      return undefined;
    }
  },
  names: (folder) => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  },
  target: (link) => readlinkSync(link),
  mounted: () => parseMounts(readFileSync('/proc/self/mounts', 'utf8')),
  flags: (path) => parseFlags(readFileSync('/proc/self/mounts', 'utf8'), path),
};

const lockedFlags = ['nosuid', 'nodev', 'noexec'];

/** Mount points of a text like /proc/self/mounts that may hold somebody's files. */
export function parseMounts(text: string): string[] {
  return parse(text)
    .filter(({ type, options }) => !withoutFiles.has(type) && !options.includes('ro'))
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/') && path !== '/');
}

/** The flags of the mount that a path is on, in a text like /proc/self/mounts; the last one hides those before. */
export function parseFlags(text: string, path: string): string[] {
  const covers = (mount: string) => mount === '/' || path === mount || path.startsWith(`${mount}/`);
  const mounts = parse(text).filter((mount) => covers(mount.path));
  const longest = Math.max(...mounts.map((mount) => mount.path.length));
  const found = mounts.findLast((mount) => mount.path.length === longest);
  return lockedFlags.filter((flag) => found?.options.includes(flag) === true);
}

function parse(text: string): { path: string; type: string; options: string[] }[] {
  return text.split('\n').map((line) => {
    const [, path = '', type = '', options = ''] = line.split(' ');
    const real = path.replaceAll(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
    return { path: real, type, options: options.split(',') };
  });
}
