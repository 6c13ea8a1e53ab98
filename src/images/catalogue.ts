import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../shared/errors.ts';
import { near } from '../shared/near.ts';
import { projectRoot } from '../shared/places.ts';

/** One release of a workload, as an image. */
export interface AppImage {
  /** `app:release`: the image's name and tag. */
  ref: string;
  app: string;
  release: string;
  /** Absolute path of the app's folder. */
  folder: string;
  /** Absolute path of the release's first file. */
  entry: string;
}

const appsFolder = join(projectRoot, 'apps');

/** Every image there is: one for each `apps/<app>/releases/<release>.ts`, in order of name and release. */
export async function listImages(apps: string = appsFolder): Promise<AppImage[]> {
  const entries = await readdir(apps, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const images = await Promise.all(folders.map((app) => releasesOf(apps, app)));
  return images.flat().sort((a, b) => a.ref.localeCompare(b.ref, 'en', { numeric: true }));
}

/**
 * The image that a reference means.
 * @throws Fault (usage) with a near name when there is none
 */
export function resolveImage(ref: string, images: readonly AppImage[]): AppImage {
  const found = images.find((image) => image.ref === ref);
  if (found !== undefined) return found;
  const refs = images.map((image) => image.ref);
  const meant = near(ref, refs);
  const hint = meant === undefined ? `the images are ${refs.join(', ')}` : `did you mean ${meant}?`;
  throw new Fault('usage', `there is no image "${ref}": no app has that release`, { hint });
}

async function releasesOf(apps: string, app: string): Promise<AppImage[]> {
  const folder = join(apps, app);
  const names = await readdir(join(folder, 'releases')).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const release = name.slice(0, -'.ts'.length);
      return { ref: `${app}:${release}`, app, release, folder, entry: join(folder, 'releases', name) };
    });
}
