import type { KernelKill, OomCount } from '../evidence/memory.ts';

/** One reading of one container's cgroup. */
export interface Reading {
  /** Milliseconds since the Unix epoch. */
  time: number;
  /** The container's id: 64 hexadecimal digits. */
  containerId: string;
  /** Bytes, as in `MemorySample`. */
  usage: number;
  workingSet: number;
  rss: number;
  limit: number | null;
  /** The cgroup's cumulative count of OOM kills; null where the source cannot see it. */
  oomKills: number | null;
}

export interface WitnessListener {
  read(reading: Reading): void;
  killed(kill: KernelKill): void;
  /** What an ended container's cgroup still says of kills. */
  counted(count: OomCount): void;
  /** The source was cut off, or came back. */
  interrupted(why: string): void;
}

/** Whatever sees memory and kills from outside the app. */
export interface Witness {
  /** For people: "the node's cgroups and kernel log". */
  readonly name: string;
  /** True when it sees the kernel's own word on a kill. */
  readonly provesKills: boolean;
  stop(): Promise<void>;
}
