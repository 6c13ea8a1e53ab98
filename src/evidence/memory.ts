/** One reading of a container's memory cgroup, made from outside the app. */
export interface MemorySample {
  /** Milliseconds since the Unix epoch. */
  time: number;
  /** All that is charged to the cgroup, page cache included; bytes. */
  usage: number;
  /** usage − inactive_file, as the kubelet defines it (cadvisor libcontainer/handler.go); bytes. */
  workingSet: number;
  /**
   * The part that the kernel cannot drop: anonymous memory, and shared memory, to which the files of a memory-backed
   * volume count (`container_memory_rss` leaves those out); bytes.
   */
  rss: number;
  /** Bytes, or null where the cgroup has no limit. */
  limit: number | null;
  /** The container's restart count at that time: series are cut where it changes. */
  restart: number;
}

/** The samples of one container of one pod over all of its restarts, in order of time. */
export interface MemorySeries {
  pod: string;
  container: string;
  samples: MemorySample[];
}

/** A process that the kernel's OOM killer ended inside a container's cgroup. */
export interface KernelKill {
  /** Milliseconds since the Unix epoch. */
  time: number;
  /** The container's 64-digit id, from the kernel line's task_memcg. */
  containerId: string;
  /** What the kernel counted: `CONSTRAINT_MEMCG` for a cgroup's limit, `CONSTRAINT_NONE` for the whole node. */
  constraint: string;
  /** The killed process as the kernel names it, its id on the node and its anonymous memory in bytes. */
  process: string;
  pid: number;
  anonRss: number | null;
  /** The kernel's lines as they were read. */
  lines: string[];
}

/** The cgroup's own count of OOM kills, read while the container lived. */
export interface OomCount {
  /** When this count was first read: a kill long before a container's end was that of a child process. */
  time: number;
  containerId: string;
  /** Cumulative `oom_kill` of memory.oom_control (v1) or memory.events (v2). */
  kills: number;
}
