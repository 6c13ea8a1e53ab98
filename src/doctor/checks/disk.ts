import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stateFolder } from '../../shared/places.ts';
import { formatBytes } from '../../shared/quantity.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok, warning } from '../outcome.ts';

/** A run keeps some MiB, image builds some tens. */
const comfortable = 2 ** 30;
const least = 256 * 2 ** 20;

export interface DiskReading {
  /** The state folder. */
  folder: string;
  /** The folder itself, or the nearest above it that exists. */
  existing: string;
  isFolder: boolean;
  isWritable: boolean;
  /** Bytes that an ordinary user may still write. */
  free: number;
}

export const diskCheck: Check = {
  name: 'disk',
  group: 'machine',
  byHand: 'df --human-readable .',
  run: async () => judgeDisk(await readDisk(stateFolder())),
};

async function readDisk(folder: string): Promise<DiskReading> {
  const existing = await nearest(folder);
  const [about, { bavail, bsize }, isWritable] = await Promise.all([
    stat(existing),
    statfs(existing),
    access(existing, constants.W_OK).then(
      () => true,
      () => false,
    ),
  ]);
  return { folder, existing, isFolder: about.isDirectory(), isWritable, free: bavail * bsize };
}

/** The path or the nearest above it that exists; the root always does. */
async function nearest(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearest(dirname(path));
}

export function judgeDisk({ folder, existing, isFolder, isWritable, free }: DiskReading): Outcome {
  const elsewhere = 'export LEAKLAB_HOME="$HOME/.leaklab"    # or any folder with room';
  if (!isFolder) return failure(`${folder} cannot be made: ${existing} is no folder`, elsewhere);
  if (!isWritable) return failure(`${folder} cannot be written: ${existing} is not ours to write`, elsewhere);
  const is = `${formatBytes(free)} free for ${folder}`;
  if (free < least) return failure(`${is}; evidence needs at least ${formatBytes(least)}`, elsewhere);
  if (free < comfortable) return warning(`${is}; ${formatBytes(comfortable)} is a good deal safer`, elsewhere);
  return ok(is);
}
