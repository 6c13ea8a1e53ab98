import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CgroupMemory {
  /** Bytes charged to this process's memory cgroup. */
  usage: number;
  /** Bytes, or undefined without a limit. */
  limit: number | undefined;
}

/** Reads the memory cgroup of this process, v2 or v1; undefined where there is none to be seen. */
export function readCgroupMemory(root = '/sys/fs/cgroup', membership = '/proc/self/cgroup'): CgroupMemory | undefined {
  const lines = (readText(membership) ?? '').split('\n');
  const unified = pathIn(lines, /^0::(.*)$/);
  const memory = pathIn(lines, /^\d+:(?:\w+,)*memory(?:,\w+)*:(.*)$/);
  // In a container the path of /proc/self/cgroup may be the host's, while the mount shows the container's own group.
  for (const path of [unified, '']) {
    const found = read(join(root, path), 'memory.current', 'memory.max');
    if (found !== undefined) return found;
  }
  for (const path of [memory, '']) {
    const found = read(join(root, 'memory', path), 'memory.usage_in_bytes', 'memory.limit_in_bytes');
    if (found !== undefined) return found;
  }
  return undefined;
}

function pathIn(lines: string[], pattern: RegExp): string {
  return lines.map((line) => pattern.exec(line)?.[1]).find((path) => path !== undefined) ?? '';
}

function read(folder: string, usageFile: string, limitFile: string): CgroupMemory | undefined {
  const usage = readText(join(folder, usageFile));
  if (usage === undefined) return undefined;
  const limit = Number(readText(join(folder, limitFile)));
  // "max" (v2), and v1's largest multiple of a page below 2^63, stand for no limit.
  return { usage: Number(usage), limit: Number.isFinite(limit) && limit < 2 ** 62 ? limit : undefined };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Not there, or not for us to read: the other place is tried.
    return undefined;
  }
}
