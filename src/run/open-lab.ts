import type { Cluster } from '../cluster/cluster.ts';
import { evictAfter } from '../cluster/evict-after.ts';
import type { Where } from '../cluster/open.ts';
import { openCluster } from '../cluster/open.ts';
import { ensureImages } from '../images/ensure.ts';
import { loadExternalImages } from '../images/external.ts';
import { systemClock } from '../shared/clock.ts';
import { stateFolder } from '../shared/places.ts';
import { Readings } from '../witness/readings.ts';
import { openWitness } from '../witness/open.ts';
import type { Lab } from './context.ts';
import { sweepLeftOvers } from './namespace.ts';

export interface LabOptions {
  signal: AbortSignal;
  /** References of images that are loaded and not built. */
  externalImages?: readonly string[];
  /** Bytes that may be used beside what the node takes until the kubelet evicts, in a cluster of its own. */
  evictsAfter?: number | null;
  /** Hears what takes long, for people. */
  onProgress: (text: string) => void;
  /** The witness was cut off, or came back. */
  onInterruption: (why: string) => void;
}

/** A cluster ready for runs that need `images`: made, swept, loaded and watched. Close it when the runs are over. */
export async function openLab(
  where: Where,
  images: string[],
  options: LabOptions,
): Promise<Lab & { close(): Promise<void> }> {
  const { signal, onProgress } = options;
  const cluster = await openCluster(where, { signal, onProgress });
  onProgress(`using ${cluster.name}`);
  try {
    return await prepareLab(cluster, images, options);
  } catch (thrown) {
    await cluster.close();
    throw thrown;
  }
}

async function prepareLab(
  cluster: Cluster,
  images: string[],
  options: LabOptions,
): Promise<Lab & { close(): Promise<void> }> {
  const { signal, onProgress } = options;
  const left = await sweepLeftOvers(cluster.api, signal);
  if (left.length > 0) onProgress(`removed what an earlier run left behind: ${left.join(', ')}`);
  if (cluster.kindName !== null) {
    const { kindName, nodes } = cluster;
    await ensureImages({ refs: images, cluster: kindName, nodes, stateFolder: stateFolder(), signal, onProgress });
    await loadExternalImages({ refs: options.externalImages ?? [], cluster: kindName, nodes, signal, onProgress });
  } else if (cluster.origin === 'context') {
    onProgress(`the images must be in ${cluster.name} already: ${images.join(', ')}`);
  }
  // Only now: what the images leave in memory is the node's own.
  if (options.evictsAfter !== undefined && options.evictsAfter !== null && cluster.evicts === true) {
    await evictAfter(cluster, options.evictsAfter, { signal, onProgress });
  }
  const readings = new Readings(options.onInterruption);
  const witness = await openWitness(cluster, readings);
  const close = async () => {
    await witness.stop();
    await cluster.close();
  };
  return { cluster, witness, readings, clock: systemClock, close };
}
