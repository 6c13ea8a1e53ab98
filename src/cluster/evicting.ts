import { join } from 'node:path';
import { stateFolder } from '../shared/places.ts';
import type { Cluster } from './cluster.ts';
import { kindClusterName } from './kind-name.ts';
import type { KindOptions } from './kind.ts';
import { downKind, upKind } from './kind.ts';

/** Seconds that deleting it may take. */
const patience = 120;

/**
 * A kind cluster for a fault that starves its node, beside the one that all runs share. Its kubelet evicts as soon as
 * `evictAfter` has said when. Closing it deletes it, unless it is kept.
 */
export async function openEvicting({ keep }: { keep: boolean }, options: KindOptions): Promise<Cluster> {
  const name = `${kindClusterName()}-evicting`;
  const own = { name, kubeconfig: join(stateFolder(), 'kubeconfig-evicting') };
  const cluster = await upKind({ ...options, own });
  const close = async () => {
    if (keep) {
      options.onProgress(`kept: ${cluster.name}; it goes with: LEAKLAB_CLUSTER=${name} leaklab cluster down --on kind`);
      return;
    }
    // Also after Ctrl-C: by then the signal of the run has been aborted.
    await downKind({ ...options, own, signal: AbortSignal.timeout(patience * 1000) });
  };
  return { ...cluster, evicts: true, close };
}
