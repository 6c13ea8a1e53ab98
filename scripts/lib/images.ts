import type { Cluster } from '../../src/cluster/cluster.ts';
import { ensureImages } from '../../src/images/ensure.ts';
import { pushImages } from '../../src/images/push.ts';
import { Fault } from '../../src/shared/errors.ts';
import { stateFolder } from '../../src/shared/places.ts';
import { openRegistryToNodes } from './node-registry.ts';
import { say } from './say.ts';

/**
 * Sees to it that the nodes have the images, or with a registry that they can pull them from there.
 * @throws Fault (usage) for a registry where the cluster is the embedded one
 */
export async function provideImages(
  cluster: Cluster,
  refs: string[],
  registry: string | null,
  signal: AbortSignal,
): Promise<void> {
  if (cluster.origin === 'embedded') {
    if (registry === null) return;
    const message = `${cluster.name} pulls from no registry: its images are the apps of this folder`;
    throw new Fault('usage', message, { hint: 'without --registry; or on kind: leaklab cluster down --on embedded' });
  }
  const images = { refs, nodes: cluster.nodes, stateFolder: stateFolder(), signal, onProgress: say };
  if (registry === null) {
    await ensureImages({ ...images, cluster: cluster.kindName });
    return;
  }
  await ensureImages({ ...images, cluster: null });
  await openRegistryToNodes(registry, cluster.nodes, signal);
  for (const ref of await pushImages({ refs, registry, signal })) say(`pushed ${ref}`);
}
