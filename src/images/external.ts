import { requireDocker } from '../cluster/programs.ts';
import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { loadImages } from './load.ts';
import { findLocalImages } from './local-image.ts';
import { imagesMissingOn } from './missing.ts';

export interface ExternalImages {
  /** References of images that are not leaklab's own. */
  refs: readonly string[];
  /** kind's name of the cluster. */
  cluster: string;
  /** The Docker containers that are the cluster's nodes. */
  nodes: readonly string[];
  signal?: AbortSignal | undefined;
  /** Hears what takes long, for people. */
  onProgress?: (text: string) => void;
}

/**
 * Loads images of others into a kind cluster, from Docker where it has them and else from their registry.
 * @throws Fault (environment) when one cannot be had
 */
export async function loadExternalImages(options: ExternalImages): Promise<void> {
  const { refs, cluster, nodes, signal, onProgress = () => {} } = options;
  if (refs.length === 0) return;
  await requireDocker(signal);
  const local = await findLocalImages(refs, signal);
  for (const ref of refs.filter((each) => !local.has(each))) {
    onProgress(`pulling ${ref}`);
    await pull(ref, signal);
  }
  const missing = await Promise.all(nodes.map((node) => imagesMissingOn(node, refs, signal)));
  const wanted = refs.filter((ref) => missing.some((onNode) => onNode.includes(ref)));
  if (wanted.length > 0) onProgress(`loading ${wanted.join(', ')} into the cluster`);
  await loadImages(wanted, cluster, signal);
}

async function pull(ref: string, signal?: AbortSignal): Promise<void> {
  try {
    await runCommand('docker', ['pull', '--quiet', ref], { signal, timeoutSeconds: 600 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    const hint = `docker pull ${ref}, or where there is no network: docker load --input with a file of it`;
    throw new Fault('environment', `the image ${ref} is not in Docker and cannot be pulled`, { cause, hint });
  }
}
