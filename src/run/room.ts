import { availableParallelism } from 'node:os';
import { availableMemory } from 'node:process';
import type { Cluster } from '../cluster/cluster.ts';

/** What the runs of one call may take together. */
export interface Room {
  /** Runs. */
  runs: number;
  /** Bytes. */
  memory: number;
}

/**
 * A run mostly waits; more of them than this on a core starve each other, and a starved workload fails at another pace.
 * On a real cluster the kubelet and the container runtime want their part of them for every start.
 */
const runsPerCore = { embedded: 6, kind: 3, context: 3 };
/** The rest is for the cluster itself and for whoever else works here. */
const share = 0.6;

/** What this machine, or the group that limits this process, has room for now on such a cluster. */
export function roomHere({ origin }: Pick<Cluster, 'origin'>): Room {
  return { runs: Math.max(2, runsPerCore[origin] * availableParallelism()), memory: share * availableMemory() };
}
