import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../shared/errors.ts';
import { waitUntil } from '../../shared/retry.ts';
import { backgroundPlaces } from './places.ts';

/** Seconds that the watcher of a killed engine has to clean up after it; it needs about a tenth of one. */
const patience = 10;

/** Removes what a background cluster that no longer runs has left; to be called with the lock held. */
export async function clearBackground(): Promise<void> {
  const { folder } = backgroundPlaces();
  // An engine's own watcher ends its processes and takes down its mounts before it removes the engine's folder.
  const wait = { for: 'what was left of the embedded cluster to be gone', within: patience, every: 0.05 } as const;
  await waitUntil(wait, async () => ((await enginesIn(folder)).length === 0 ? true : undefined)).catch(() => {
    // Its watcher died with it: what follows removes the folder, and the next engine that starts its groups.
  });
  await rm(folder, { recursive: true, force: true }).catch((cause: unknown) => {
    throw new Fault('environment', 'what is left of the embedded cluster cannot be removed', {
      cause,
      hint: `umount -l ${join(folder, '*/pods/*/volumes/*')}; rm -rf ${folder}`,
    });
  });
}

async function enginesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  return names.filter((name) => /^\d+-\d+$/.test(name));
}
