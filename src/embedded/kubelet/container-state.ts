interface Waiting {
  reason: string;
  message?: string;
}

export interface Terminated {
  exitCode: number;
  reason: string;
  message?: string;
  /** Null where nothing is known of it. */
  startedAt: string | null;
  finishedAt: string | null;
  containerID?: string;
}

export type State = { waiting: Waiting } | { running: { startedAt: string } } | { terminated: Terminated };

/** All that a container's status is made from. */
export interface ContainerRecord {
  state: State;
  /** How the instance before this one ended. */
  last: Terminated | undefined;
  restartCount: number;
  /** Passed its startup probe, or has none and runs. */
  started: boolean;
  ready: boolean;
  /** `embedded://` and 64 digits; empty before the first instance. */
  containerId: string;
  imageId: string;
  /** As whom it runs; undefined before the first instance. */
  user: { user: number; group: number; groups: readonly number[] } | undefined;
}

export function newRecord(reason: string): ContainerRecord {
  return {
    state: { waiting: { reason } },
    last: undefined,
    restartCount: 0,
    started: false,
    ready: false,
    containerId: '',
    imageId: '',
    user: undefined,
  };
}

const lost = 'ContainerStatusUnknown';

/** True for a container that never was when its pod ended. */
export function isLost({ state }: ContainerRecord): boolean {
  return 'terminated' in state && state.terminated.reason === lost;
}

/**
 * What a container has ended as when its pod is over: one that waited for its next start as what it ended as before, and one
 * that never was as lost (pkg/kubelet/status/status_manager.go TerminatePod).
 * @param initialized - its pod's init containers had all ended well
 */
export function conclude(record: ContainerRecord, initialized: boolean): void {
  if (!('waiting' in record.state)) return;
  if (record.last !== undefined) {
    record.state = { terminated: record.last };
    record.last = undefined;
  } else if (record.containerId === '' && initialized) {
    const message = 'The container could not be located when the pod was terminated';
    const reason = lost;
    record.state = { terminated: { exitCode: 137, reason, message, startedAt: null, finishedAt: null } };
  }
}

export function terminatedOf({ state }: ContainerRecord): Terminated | undefined {
  return 'terminated' in state ? state.terminated : undefined;
}
