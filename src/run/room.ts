import { availableParallelism } from 'node:os';
import { availableMemory } from 'node:process';

/** What the runs of one call may take together. */
export interface Room {
  /** Runs. */
  runs: number;
  /** Bytes. */
  memory: number;
}

/** A run mostly waits; more of them than this on a core starve each other, and a starved workload fails at another pace. */
const runsPerCore = 6;
/** The rest is for the cluster itself and for whoever else works here. */
const share = 0.6;

/** What this machine, or the group that limits this process, has room for now. */
export function roomHere(): Room {
  return { runs: Math.max(2, runsPerCore * availableParallelism()), memory: share * availableMemory() };
}
