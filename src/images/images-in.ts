import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

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

/** One image for each `<apps>/<app>/releases/<release>.ts`, in order of name and release. */
export async function imagesIn(apps: string): Promise<AppImage[]> {
  const entries = await readdir(apps, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const images = await Promise.all(folders.map((app) => releasesOf(apps, app)));
  return images.flat().sort(byReference);
}

export function byReference(a: AppImage, b: AppImage): number {
  return a.ref.localeCompare(b.ref, 'en', { numeric: true });
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
