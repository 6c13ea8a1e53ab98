/** What the API server asks of the kubelet: logs, addresses for its proxy, and usage for metrics.k8s.io. */
export interface LogOptions {
  container?: string | undefined;
  previous?: boolean;
  follow?: boolean;
  timestamps?: boolean;
  tailLines?: number | undefined;
  sinceSeconds?: number | undefined;
  limitBytes?: number | undefined;
}

export interface ContainerUsage {
  name: string;
  /** Bytes of working set. */
  memory: number;
  /** Cores in use, averaged over `windowSeconds`. */
  cpu: number;
}

export interface NodeAccess {
  /** Throws StatusError (NotFound, BadRequest) in the API server's words; ends when `signal` is aborted. */
  log(namespace: string, pod: string, options: LogOptions, signal: AbortSignal): AsyncIterable<Buffer>;
  /** The loopback address that is the pod's own; undefined while it has none. */
  address(namespace: string, pod: string): string | undefined;
  /** Undefined while the pod has not been sampled yet. */
  usage(
    namespace: string,
    pod: string,
  ): { at: number; windowSeconds: number; containers: ContainerUsage[] } | undefined;
  /** Memory readings and OOM kills of all containers from now on, until `signal` is aborted: the witness's source. */
  readings(signal: AbortSignal): AsyncIterable<NodeReading>;
}

/** One line of the stream that the witness reads. */
export type NodeReading =
  | {
      type: 'memory';
      /** Milliseconds since the Unix epoch. */
      time: number;
      containerId: string;
      usage: number;
      workingSet: number;
      rss: number;
      limit: number | null;
      /** Null where the limit is only watched, not enforced by the kernel. */
      oomKills: number | null;
    }
  | { type: 'ended'; time: number; containerId: string; oomKills: number }
  /** A kill at the limit: by the kernel (`proven`), or by our own watchdog where the kernel may not be asked. */
  | { type: 'killed'; time: number; containerId: string; pid: number; by: 'kernel' | 'watchdog'; text: string };
