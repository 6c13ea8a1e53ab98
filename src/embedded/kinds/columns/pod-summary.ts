import type { Typed } from '../schema/typed.ts';

type Status = Typed<'ContainerStatus'>;

export interface PodSummary {
  ready: number;
  total: number;
  /** As in the STATUS column: CrashLoopBackOff, Init:0/1, Terminating, … */
  status: string;
  restarts: number;
  /** When the last instance that was restarted had ended. */
  lastRestart: string | undefined;
}

/** What `kubectl get pods` says of a pod; the rules of Kubernetes' pkg/printers/internalversion, printPod. */
export function podSummary(pod: Typed<'Pod'>): PodSummary {
  const init = initProgress(pod);
  const statuses = pod.status?.containerStatuses ?? [];
  const total = (pod.spec?.containers ?? []).length + init.sidecarNames.size;
  const initialized = init.failing === undefined || conditionIsTrue(pod, 'Initialized');
  // Restarts of plain init containers are forgotten once the pod is initialized.
  const counted = initialized ? [...init.sidecars, ...statuses] : init.all;
  const ready = init.readySidecars + (initialized ? statuses.filter(isRunningAndReady).length : 0);
  return {
    ready,
    total,
    status: deletionStatus(pod) ?? (initialized ? mainStatus(pod, init.failing) : (init.failing ?? '')),
    restarts: counted.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0),
    lastRestart: counted
      .map(({ lastState }) => lastState?.terminated?.finishedAt)
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1),
  };
}

interface InitProgress {
  all: Status[];
  sidecars: Status[];
  sidecarNames: ReadonlySet<string | undefined>;
  readySidecars: number;
  /** What the pod waits for or failed with; undefined once all are done. */
  failing: string | undefined;
}

function initProgress(pod: Typed<'Pod'>): InitProgress {
  const specs = pod.spec?.initContainers ?? [];
  const sidecarNames = new Set(specs.filter((one) => one.restartPolicy === 'Always').map(({ name }) => name));
  const all = pod.status?.initContainerStatuses ?? [];
  const isStartedSidecar = (one: Status) => sidecarNames.has(one.name) && one.started === true;
  const isDone = (one: Status) => one.state?.terminated?.exitCode === 0;
  const at = all.findIndex((one) => !isDone(one) && !isStartedSidecar(one));
  const current = all[at];
  const passed = at === -1 ? all : all.slice(0, at);
  return {
    all: at === -1 ? all : all.slice(0, at + 1),
    sidecars: (at === -1 ? all : all.slice(0, at + 1)).filter((one) => sidecarNames.has(one.name)),
    sidecarNames,
    readySidecars: passed.filter((one) => !isDone(one) && isStartedSidecar(one) && one.ready === true).length,
    failing: current === undefined ? undefined : `Init:${initReason(current) ?? `${at}/${specs.length}`}`,
  };
}

function initReason({ state }: Status): string | undefined {
  if (state?.terminated !== undefined) return endReason(state.terminated);
  const waiting = state?.waiting?.reason;
  return waiting === undefined || waiting === '' || waiting === 'PodInitializing' ? undefined : waiting;
}

function mainStatus(pod: Typed<'Pod'>, initStatus: string | undefined): string {
  const gated = pod.status?.conditions?.some(
    ({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  const overall = initStatus ?? (gated === true ? 'SchedulingGated' : (pod.status?.reason ?? pod.status?.phase ?? ''));
  const statuses = pod.status?.containerStatuses ?? [];
  // The first container that has something to say wins.
  const status = statuses.map(containerReason).find((reason) => reason !== undefined) ?? overall;
  if (status !== 'Completed' || !statuses.some(isRunningAndReady)) return status;
  return conditionIsTrue(pod, 'Ready') ? 'Running' : 'NotReady';
}

function containerReason({ state }: Status): string | undefined {
  const waiting = state?.waiting?.reason;
  if (waiting !== undefined && waiting !== '') return waiting;
  return state?.terminated === undefined ? undefined : endReason(state.terminated);
}

function endReason({ reason = '', signal = 0, exitCode = 0 }: Typed<'ContainerStateTerminated'>): string {
  if (reason !== '') return reason;
  return signal === 0 ? `ExitCode:${exitCode}` : `Signal:${signal}`;
}

function deletionStatus({ metadata, status }: Typed<'Pod'>): string | undefined {
  if (metadata?.deletionTimestamp === undefined) return undefined;
  if (status?.reason === 'NodeLost') return 'Unknown';
  return status?.phase === 'Succeeded' || status?.phase === 'Failed' ? undefined : 'Terminating';
}

function isRunningAndReady({ ready, state }: Status): boolean {
  return ready === true && state?.running !== undefined;
}

function conditionIsTrue({ status }: Typed<'Pod'>, type: string): boolean {
  return status?.conditions?.some((one) => one.type === type && one.status === 'True') === true;
}
