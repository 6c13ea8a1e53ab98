import type { KernelKill, MemorySample, OomCount } from '../evidence/memory.ts';
import { parseTime } from '../evidence/death-window.ts';
import type { Termination } from '../evidence/deaths.ts';

/** One container instance as the run has seen it: from its start to its end, with all that was read of it. */
export interface ObservedInstance {
  pod: string;
  podUid: string;
  container: string;
  containerId: string;
  restart: number;
  /** Milliseconds since the Unix epoch; null until the API server has said. */
  startedAt: number | null;
  termination: Termination | null;
  /** When the end was seen, milliseconds since the Unix epoch. */
  endSeenAt: number | null;
  /** True when its pod was being deleted as it ended: then the end says nothing of the app. */
  deleted: boolean;
  samples: MemorySample[];
  kills: KernelKill[];
  /** The last count of OOM kills that its own cgroup showed; null while it showed none. */
  oomCount: OomCount | null;
  /** Set once the death has been said in the journal. */
  announced: boolean;
}

/** "containerd://<64 digits>" → the digits alone. */
export function bareId(containerId: string): string {
  return containerId.replace(/^.*:\/\//, '');
}

/**
 * Seconds from an instance's start to its end. Kubernetes gives both in whole seconds, rounded down; the kernel's line
 * has the end to the millisecond, where there is one.
 */
export function lifetimeOf({ startedAt, termination, kills }: ObservedInstance): number | null {
  const finishedAt = kills.at(-1)?.time ?? parseTime(termination?.state.finishedAt);
  return startedAt === null || finishedAt === null ? null : Math.max(1, (finishedAt - startedAt) / 1000);
}
