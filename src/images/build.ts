import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { bundle } from './bundle.ts';
import type { AppImage } from './catalogue.ts';
import { contentLabel } from './content-hash.ts';
import { dockerfile } from './dockerfile.ts';

/**
 * Builds an image and tags it with its reference. What went into it stays in `<stateFolder>/images/<app>/<release>/`.
 * Each build has a folder of its own until it is done, so that two at once do not mix.
 * @param hash - of the content, kept as a label
 * @throws Fault (environment) when Docker cannot build it
 */
export async function buildImage(
  image: AppImage,
  hash: string,
  stateFolder: string,
  signal?: AbortSignal,
): Promise<void> {
  const parent = join(stateFolder, 'images', image.app);
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, `.${image.release}-`));
  try {
    await bundle(image.entry, join(folder, 'app.mjs'));
    await writeFile(join(folder, 'Dockerfile'), dockerfile);
    await dockerBuild(image.ref, hash, folder, signal);
    const kept = join(parent, image.release);
    await mkdir(kept, { recursive: true });
    for (const name of ['app.mjs', 'Dockerfile']) await rename(join(folder, name), join(kept, name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function dockerBuild(ref: string, hash: string, folder: string, signal?: AbortSignal): Promise<void> {
  const args = ['build', '--quiet', '--tag', ref, '--label', `${contentLabel}=${hash}`, folder];
  // BuildKit's attestations make an index of the image, which `kind load` stumbles over.
  const env = { BUILDX_NO_DEFAULT_ATTESTATIONS: '1' };
  try {
    await runCommand('docker', args, { env, signal, timeoutSeconds: 600 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    throw new Fault('environment', `Docker could not build the image ${ref}`, { cause, hint: 'leaklab doctor' });
  }
}
