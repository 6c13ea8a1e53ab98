import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Payload } from './volume-payload.ts';

/**
 * Writes the files of a volume so that a reader sees either all old or all new ones: they are in a folder of their own,
 * `..data` points to it, and each name at the top is a link through `..data` (pkg/volume/util/atomic_writer.go).
 * @param now - milliseconds since the Unix epoch, for the folder's name
 * @returns the folder that was written; undefined where the files are so already
 */
export function writeAtomically(volume: string, payload: Payload, now: number): string | undefined {
  const link = join(volume, '..data');
  const before = existsSync(link) ? readlinkSync(link) : undefined;
  if (before !== undefined && holds(join(volume, before), payload)) return undefined;

  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '_');
  const folder = mkdtempSync(join(volume, `..${stamp}.`));
  chmodSync(folder, 0o755);
  for (const [path, { content, mode }] of payload) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content);
    chmodSync(file, mode);
  }
  symlinkSync(folder.slice(volume.length + 1), `${link}_tmp`);
  renameSync(`${link}_tmp`, link);

  const names = new Set([...payload.keys()].map((path) => path.split('/')[0] ?? ''));
  for (const name of names) {
    if (!existsLink(join(volume, name))) symlinkSync(join('..data', name), join(volume, name));
  }
  for (const name of readdirSync(volume)) {
    if (!name.startsWith('..') && !names.has(name)) rmSync(join(volume, name));
  }
  if (before !== undefined) rmSync(join(volume, before), { recursive: true });
  return folder;
}

function holds(folder: string, payload: Payload): boolean {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  if (paths.length !== payload.size) return false;
  return paths.every((path) => {
    const file = payload.get(path);
    return file !== undefined && readFileSync(join(folder, path)).equals(file.content);
  });
}

function existsLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
