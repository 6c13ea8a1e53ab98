import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { baseImage } from './dockerfile.ts';
import { findLocalImages } from './local-image.ts';

/**
 * Pulls the base image where Docker does not have it.
 * @throws Fault (environment) when it can be had neither here nor from the registry
 */
export async function ensureBaseImage(onProgress: (text: string) => void, signal?: AbortSignal): Promise<void> {
  if ((await findLocalImages([baseImage], signal)).has(baseImage)) return;
  onProgress(`pulling ${baseImage}`);
  try {
    await runCommand('docker', ['pull', '--quiet', baseImage], { signal, timeoutSeconds: 600 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    throw new Fault('environment', `the base image ${baseImage} is not in Docker and cannot be pulled`, {
      cause,
      hint: `docker pull ${baseImage}, or where there is no network: docker load --input with a file of it`,
    });
  }
}
