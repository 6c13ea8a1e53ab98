interface Waiting {
  reason: string;
  message?: string;
}

export interface Terminated {
  exitCode: number;
  reason: string;
  message?: string;
  startedAt: string;
  finishedAt: string;
  containerID: string;
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

export function terminatedOf({ state }: ContainerRecord): Terminated | undefined {
  return 'terminated' in state ? state.terminated : undefined;
}
