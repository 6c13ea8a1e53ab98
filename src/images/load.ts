import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';

/**
 * Loads images from Docker into all nodes of a kind cluster in one call: shared layers travel once.
 * @throws Fault (environment) when kind cannot
 */
export async function loadImages(refs: readonly string[], cluster: string, signal?: AbortSignal): Promise<void> {
  if (refs.length === 0) return;
  const args = ['load', 'docker-image', ...refs, '--name', cluster];
  try {
    await runCommand('kind', args, { signal, timeoutSeconds: 600 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    const message = `kind could not load ${refs.join(', ')} into the cluster "${cluster}"`;
    const hint = cause.notFound ? 'install kind from https://kind.sigs.k8s.io' : `kind ${args.join(' ')}`;
    throw new Fault('environment', message, { cause, hint });
  }
}
