import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { expand } from './expand.ts';
import type { Container } from './pod.ts';
import type { Volume } from './pod-volume.ts';
import type { RootMount } from './root-plan.ts';

/** The mounts of a container's volumes from the pod's folder; what subPath names is made where it is not there. */
export function volumeMounts(
  container: Container,
  volumes: readonly Volume[],
  folder: string,
  env: Record<string, string>,
): RootMount[] {
  // Only these can be written, whatever the mount says: the others are made from objects of the API.
  const writable = new Set(volumes.filter(({ emptyDir }) => emptyDir !== undefined).map(({ name }) => name));
  return container.volumeMounts.map(({ name, mountPath, subPath, subPathExpr, readOnly }) => {
    const volume = join(folder, 'volumes', name);
    const below = subPathExpr === '' ? subPath : expand(subPathExpr, env);
    if (below.startsWith('/') || below.split('/').includes('..')) {
      throw new ConfigError(`invalid subPath ${below}: it leaves the volume`);
    }
    const source = resolve(volume, below);
    if (!existsSync(source)) makeFolders(volume, below);
    const type = statSync(source).isDirectory() ? 'folder' : 'file';
    return {
      source,
      target: resolve('/', mountPath),
      type,
      options: readOnly || !writable.has(name) ? 'bind,ro' : 'bind',
    };
  });
}

/** As the kubelet makes them: for all to write, as the volume's own folder is. */
function makeFolders(volume: string, below: string): void {
  let path = volume;
  for (const name of below.split('/').filter(Boolean)) {
    path = join(path, name);
    if (existsSync(path)) continue;
    mkdirSync(path);
    chmodSync(path, 0o777);
  }
}
