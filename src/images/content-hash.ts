import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../shared/places.ts';
import type { AppImage } from './catalogue.ts';
import { dockerfile } from './dockerfile.ts';

/** The image label that holds the hash of what the image was built from. */
export const contentLabel = 'lab.run/content';

/**
 * A hash of all that goes into an image: the app's sources with this release's entry, what apps share, the lock file (the versions of what
 * is bundled, and of the bundler) and the Dockerfile.
 */
export async function contentHash(image: AppImage, lockFile = lockFileFor(image)): Promise<string> {
  const hash = createHash('sha256');
  const apps = dirname(image.folder);
  for (const file of [...(await sourcesOf(image)), ...(await filesIn(join(apps, 'common')))]) {
    hash.update(`\0${relative(apps, file)}\0`).update(await readFile(file));
  }
  return hash
    .update('\0lock\0')
    .update(await readFile(lockFile))
    .update(`\0Dockerfile\0${dockerfile}`)
    .digest('hex');
}

/** The nearest one at the app's folder or above it: its packages are what is bundled; leaklab's own where there is none. */
function lockFileFor({ folder }: AppImage): string {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const file = join(at, 'package-lock.json');
    if (existsSync(file)) return file;
  }
  return join(projectRoot, 'package-lock.json');
}

async function sourcesOf(image: AppImage): Promise<string[]> {
  const releases = join(image.folder, 'releases');
  const files = await filesIn(image.folder);
  return files.filter((file) => file === image.entry || !file.startsWith(`${releases}/`));
}

/** Absolute paths, sorted; none where the folder is not there. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
