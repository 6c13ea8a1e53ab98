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
};

/** Mount points of a text like /proc/self/mounts that may hold somebody's files. */
export function parseMounts(text: string): string[] {
  const lines = text.split('\n').map((line) => line.split(' '));
  return lines
    .filter(([, , type = '', options = '']) => !withoutFiles.has(type) && !options.split(',').includes('ro'))
    .map(([, path = '']) =>
      path.replaceAll(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8))),
    )
    .filter((path) => path.startsWith('/') && path !== '/');
}
