/** What a group of processes uses; bytes, except where it says otherwise. */
export interface GroupUsage {
  /** All that is charged to the group, page cache included. */
  usage: number;
  /** usage − inactive_file, as the kubelet defines it. */
  workingSet: number;
  /** Anonymous and shared memory, files of a tmpfs among it: what the kernel cannot drop. */
  rss: number;
  /** Null without a limit. */
  limit: number | null;
  /** The kernel's count of processes killed at the limit. Where it kills a whole group, the first counts twice. */
  oomKills: number;
}

export interface GroupLimits {
  /** Bytes; undefined without a limit. */
  memory: number | undefined;
  /** Processes and threads at most; without effect where there is no pids controller. */
  pids: number | undefined;
}

/** The processes of one container, held together and held to a limit. */
export interface MemoryGroup {
  /** Files that a process writes "0" into to enter the group; empty where nothing but the watchdog holds it. */
  readonly joinFiles: readonly string[];
  /** What a container with a root of its own sees at `target`, where runtimes show it: the group as the top of its tree. */
  readonly views: readonly { source: string; target: string }[];
  /** True where a namespace can make the group the top of what its processes read in /proc/self/cgroup. */
  readonly hasNamespace: boolean;
  /** Tells which process began the group: the watchdog finds the rest as its descendants. */
  adopt(pid: number): void;
  /** Undefined once the group is gone. */
  read(): GroupUsage | undefined;
  /** Sends SIGKILL to all processes of the group. */
  kill(): void;
  /** Removes the group, after killing what is left in it. Its last count of kills is read before that. */
  remove(): Promise<{ oomKills: number }>;
}

/** Where memory limits come from on this machine. */
export interface MemoryLimiter {
  /** `watchdog`: limits are approximate, and every output has to say so. */
  readonly enforcement: 'kernel' | 'watchdog';
  /** For people: "cgroup v1 at /sys/fs/cgroup/memory/leaklab/…". */
  readonly description: string;
  /** Folders that are to be emptied and removed when the engine is gone. */
  readonly folders: readonly string[];
  /** Where a watchdog has to do: what to type, or to do, to have the kernel's limits. */
  readonly mend?: string;
  create(id: string, limits: GroupLimits): MemoryGroup;
  /** Removes what the limiter made for all groups. */
  close(): Promise<void>;
}
