import { join } from 'node:path';
import { requireDocker } from '../cluster/programs.ts';
import { withLock } from '../shared/lock.ts';
import { ensureBaseImage } from './base-image.ts';
import { buildImage } from './build.ts';
import type { AppImage } from './catalogue.ts';
import { listImages, resolveImage } from './catalogue.ts';
import { contentHash, contentLabel } from './content-hash.ts';
import { loadImages } from './load.ts';
import { findLocalImages } from './local-image.ts';
import { imagesMissingOn } from './missing.ts';

export interface EnsureImages {
  /** References, `app:release`. */
  refs: readonly string[];
  /** kind's name of the cluster; null to build without loading. */
  cluster: string | null;
  /** The Docker containers that are the cluster's nodes. */
  nodes: readonly string[];
  /** Where builds are kept. */
  stateFolder: string;
  /** Where the apps are; those of leaklab when left out. */
  apps?: string;
  signal?: AbortSignal | undefined;
  /** Hears what takes long, for people. */
  onProgress?: (text: string) => void;
}

export interface EnsuredImages {
  /** The references that were built and loaded now; those that were right already are in neither. */
  built: string[];
  loaded: string[];
}

/**
 * Sees to it that Docker has each image as the sources say and every node has it as Docker does.
 * @throws Fault (usage) for an unknown reference; Fault (environment) when Docker or kind cannot
 */
export async function ensureImages(options: EnsureImages): Promise<EnsuredImages> {
  const { cluster, signal, stateFolder, onProgress = () => {} } = options;
  const known = await listImages(options.apps);
  const images = [...new Set(options.refs)].map((ref) => resolveImage(ref, known));
  const refs = images.map((image) => image.ref);
  await requireDocker(signal);
  // Two runs that start at once: the second finds done what the first did.
  const ensure = async () => {
    const built = await buildChanged(images, stateFolder, onProgress, signal);
    if (cluster === null) return { built, loaded: [] };
    const missing = await Promise.all(options.nodes.map((node) => imagesMissingOn(node, refs, signal)));
    const loaded = refs.filter((ref) => missing.some((onNode) => onNode.includes(ref)));
    if (loaded.length > 0) onProgress(`loading ${loaded.join(', ')} into the cluster`);
    await loadImages(loaded, cluster, signal);
    return { built, loaded };
  };
  return withLock(join(stateFolder, 'images.lock'), 600, ensure, signal);
}

async function buildChanged(
  images: readonly AppImage[],
  stateFolder: string,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const refs = images.map((image) => image.ref);
  const [local, hashes] = await Promise.all([
    findLocalImages(refs, signal),
    Promise.all(images.map((image) => contentHash(image))),
  ]);
  const changed = images
    .map((image, index) => ({ image, hash: hashes[index] ?? '' }))
    .filter(({ image, hash }) => local.get(image.ref)?.labels[contentLabel] !== hash);
  if (changed.length > 0) await ensureBaseImage(onProgress, signal);
  for (const { image, hash } of changed) {
    onProgress(`building ${image.ref}`);
    await buildImage(image, hash, stateFolder, signal);
  }
  return changed.map(({ image }) => image.ref);
}
