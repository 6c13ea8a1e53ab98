import type { Cluster } from '../cluster/cluster.ts';
import { watchAppMetrics } from './app-metrics.ts';
import { watchKindNodes } from './kind-node.ts';
import type { Witness, WitnessListener } from './witness.ts';

/** The best witness that a cluster allows. */
export async function openWitness(cluster: Cluster, listener: WitnessListener): Promise<Witness> {
  if (cluster.nodes.length > 0) return watchKindNodes(cluster.nodes, listener);
  return watchAppMetrics(cluster.api, listener);
}
