import { join } from 'node:path';
import { Fault } from '../shared/errors.ts';
import { near } from '../shared/near.ts';
import { projectRoot } from '../shared/places.ts';
import { byReference, imagesIn } from './images-in.ts';
import type { AppImage } from './images-in.ts';
import { rememberedImages } from './own-apps.ts';

export type { AppImage };

const appsFolder = join(projectRoot, 'apps');

/** Every image there is, in order: of leaklab's apps and of those that were remembered, or of the apps in one folder. */
export async function listImages(apps?: string): Promise<AppImage[]> {
  if (apps !== undefined) return imagesIn(apps);
  const ours = await imagesIn(appsFolder);
  const own = (await rememberedImages()).filter(({ app }) => !ours.some((image) => image.app === app));
  return [...ours, ...own].sort(byReference);
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
