import { kindClusterName } from '../../cluster/kind-name.ts';
import { listImages } from '../../images/catalogue.ts';
import { imagesMissingOn } from '../../images/missing.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, skipped, warning } from '../outcome.ts';
import { readKindContainers } from '../readings/kind-containers.ts';

export interface ClusterImagesReading {
  /** Every image there is, `app:release`. */
  refs: readonly string[];
  /** Names of the cluster's nodes; empty where there is no cluster. */
  nodes: readonly string[];
  /** Those that one of the nodes has not as Docker has them. */
  missing: readonly string[];
}

export const clusterImagesCheck: Check = {
  name: 'cluster-images',
  group: 'cluster',
  needs: ['cluster'],
  byHand: 'leaklab cluster up',
  run: async (signal) => {
    const [images, containers] = await Promise.all([listImages(), readKindContainers(kindClusterName(), signal)]);
    const refs = images.map(({ ref }) => ref);
    const nodes = containers.map(({ name }) => name);
    const missing = await Promise.all(nodes.map((node) => imagesMissingOn(node, refs, signal)));
    return judgeClusterImages({ refs, nodes, missing: [...new Set(missing.flat())] });
  },
};

export function judgeClusterImages({ refs, nodes, missing }: ClusterImagesReading): Outcome {
  if (nodes.length === 0) return skipped('there is no cluster yet');
  if (missing.length === 0) return ok(refs.join(', '));
  const found = `not in the cluster as Docker has them: ${missing.join(', ')}; a run builds and loads what it needs`;
  return warning(found, 'leaklab cluster up');
}
