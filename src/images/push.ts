import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';

export interface PushImages {
  /** References that Docker has, `app:release`. */
  refs: readonly string[];
  /** HOST:PORT, with a path where the registry wants one. */
  registry: string;
  signal?: AbortSignal | undefined;
}

/**
 * Tags images for a registry and pushes them there.
 * @returns their full references, HOST:PORT/app:release, in the order of `refs`
 * @throws Fault (environment) when an image is not built or the registry does not take it
 */
export async function pushImages({ refs, registry, signal }: PushImages): Promise<string[]> {
  const full = refs.map((ref) => `${registry.replace(/\/+$/, '')}/${ref}`);
  for (const [index, ref] of refs.entries()) {
    const target = full[index] ?? ref;
    await docker(['tag', ref, target], `Docker has no image ${ref} to push`, 'leaklab doctor', signal);
    const hint = `docker push ${target}, once the registry answers at ${registry}`;
    await docker(['push', '--quiet', target], `${ref} could not be pushed to ${registry}`, hint, signal);
  }
  return full;
}

async function docker(args: string[], message: string, hint: string, signal?: AbortSignal): Promise<void> {
  try {
    await runCommand('docker', args, { signal, timeoutSeconds: 600 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    throw new Fault('environment', message, { cause, hint });
  }
}
