import { readlinkSync } from 'node:fs';
import { namesIn } from '../cgroup/files.ts';

/**
 * The process that holds a socket; undefined where it is none that we may look into.
 * @param among - ids to look at; by default all
 */
export function socketOwner(
  inode: string,
  among: readonly number[] = namesIn('/proc').map(Number).filter(Number.isInteger),
): number | undefined {
  return among.find((pid) => {
    const folder = `/proc/${pid}/fd`;
    return namesIn(folder).some((name) => target(`${folder}/${name}`) === `socket:[${inode}]`);
  });
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    // Closed meanwhile.
    return '';
  }
}
