import { chmodSync, chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives a volume to the pod's fsGroup: the group owns all that is in it, may read it, and write it where the volume can be
 * written; new files are the group's too (pkg/volume/volume_linux.go).
 */
export function giveToGroup(path: string, group: number, writable: boolean): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chownSync(path, found.uid, group);
  if (!found.isDirectory()) {
    chmodSync(path, (found.mode & 0o7777) | (writable ? 0o660 : 0o440));
    return;
  }
  chmodSync(path, (found.mode & 0o7777) | 0o2110 | (writable ? 0o660 : 0o440));
  for (const name of readdirSync(path)) giveToGroup(join(path, name), group, writable);
}
