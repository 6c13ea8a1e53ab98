import type { Cluster } from '../cluster/cluster.ts';
import { watchAppMetrics } from './app-metrics.ts';
import { watchEmbeddedNode } from './embedded-node.ts';
import { watchKindNodes } from './kind-node.ts';
import type { Witness, WitnessListener } from './witness.ts';

/** The best witness that a cluster allows. */
export async function openWitness(cluster: Cluster, listener: WitnessListener): Promise<Witness> {
  if (cluster.nodes.length > 0) return watchKindNodes(cluster.nodes, listener);
  if (cluster.origin === 'embedded') return watchEmbeddedNode(cluster.api, cluster.limits, listener);
  return watchAppMetrics(cluster.api, listener);
}
