/**
 * How a container instance ended. `oom` says what is known of the kernel's part in it:
 * - `proven`: a kernel line with this container's id, or its cgroup's own oom_kill counter;
 * - `reported`: only the runtime's word (`OOMKilled`), which a killed child process can leave on a clean exit too;
 * - `likely`: SIGKILL with memory at the limit and nobody else seen to kill;
 * - `no`: ended otherwise (probe, deletion, own exit), or killed far below the limit with the kernel silent;
 * - `unknown`: SIGKILL with nothing to tell by.
 */
export type OomProof = 'proven' | 'reported' | 'likely' | 'no' | 'unknown';

export interface Quote {
  /** Where it was read: "pods.json: status.containerStatuses[0].lastState", "kernel.log", "memory/…csv". */
  source: string;
  text: string;
}

export interface Death {
  pod: string;
  container: string;
  /** 64 digits, without the "containerd://" before them. */
  containerId: string;
  /** The restart count of the instance that died: 0 for the first. */
  restart: number;
  /** Milliseconds since the Unix epoch; null where the status does not say. */
  startedAt: number | null;
  finishedAt: number | null;
  exitCode: number;
  reason: string | null;
  message: string | null;
  oom: OomProof;
  proof: Quote[];
}
