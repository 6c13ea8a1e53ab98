import type { Cluster } from '../../src/cluster/cluster.ts';
import { ensureImages } from '../../src/images/ensure.ts';
import { pushImages } from '../../src/images/push.ts';
import { stateFolder } from '../../src/shared/places.ts';
import { openRegistryToNodes } from './node-registry.ts';
import { say } from './say.ts';

/** Sees to it that the nodes have the images, or with a registry that they can pull them from there. */
export async function provideImages(
  cluster: Cluster,
  refs: string[],
  registry: string | null,
  signal: AbortSignal,
): Promise<void> {
  const images = { refs, nodes: cluster.nodes, stateFolder: stateFolder(), signal, onProgress: say };
  if (registry === null) {
    await ensureImages({ ...images, cluster: cluster.kindName });
    return;
  }
  await ensureImages({ ...images, cluster: null });
  await openRegistryToNodes(registry, cluster.nodes, signal);
  for (const ref of await pushImages({ refs, registry, signal })) say(`pushed ${ref}`);
}
