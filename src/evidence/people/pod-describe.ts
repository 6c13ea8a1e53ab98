import { eventTime } from '../death-window.ts';
import type { Evidence } from '../evidence.ts';
import type { Container, ContainerStatus, KubeEvent, Pod, Probe } from '../objects.ts';
import { age, table } from './table.ts';

type State = ContainerStatus['state'];

/** The essentials of `kubectl describe pod`, for every pod. */
export function podDescribe({ pods, events, collectedAt }: Evidence): string {
  if (pods.length === 0) return 'No pods found.\n';
  return pods
    .map((pod) => {
      const own = events.filter((event) => event.involvedObject.kind === 'Pod' && isOf(event, pod));
      return [...heading(pod), ...containers(pod), ...conditions(pod), ...eventLines(own, collectedAt)].join('\n');
    })
    .map((text) => `${text}\n`)
    .join('\n\n');
}

function isOf(event: KubeEvent, pod: Pod): boolean {
  const { name, uid } = event.involvedObject;
  return (
    name === pod.metadata.name && (uid === undefined || pod.metadata.uid === undefined || uid === pod.metadata.uid)
  );
}

function heading({ metadata, spec, status }: Pod): string[] {
  const owner = metadata.ownerReferences?.find((reference) => reference.controller !== false);
  const labels = Object.entries(metadata.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [
    field('Name', metadata.name),
    field('Namespace', metadata.namespace ?? '<none>'),
    field('Node', spec.nodeName ?? '<none>'),
    field('Start Time', status?.startTime ?? '<none>'),
    field('Labels', labels.join(', ') || '<none>'),
    field('Status', status?.phase ?? '<unknown>'),
    ...(status?.reason === undefined ? [] : [field('Reason', status.reason)]),
    ...(status?.message === undefined ? [] : [field('Message', status.message)]),
    field('Controlled By', owner === undefined ? '<none>' : `${owner.kind}/${owner.name}`),
  ];
}

function containers({ spec, status }: Pod): string[] {
  const lists = [
    { title: 'Init Containers:', specs: spec.initContainers ?? [], statuses: status?.initContainerStatuses },
    { title: 'Containers:', specs: spec.containers, statuses: status?.containerStatuses },
  ];
  return lists.flatMap(({ title, specs, statuses }) =>
    specs.length === 0
      ? []
      : [
          title,
          ...specs.flatMap((one) =>
            container(
              one,
              statuses?.find((status) => status.name === one.name),
            ),
          ),
        ],
  );
}

function container(spec: Container, status: ContainerStatus | undefined): string[] {
  const lines = [
    field('Container ID', status?.containerID ?? '<none>'),
    field('Image', spec.image ?? '<none>'),
    ...state('State', status?.state),
    ...state('Last State', status?.lastState),
    field('Ready', status?.ready === true ? 'True' : 'False'),
    field('Restart Count', String(status?.restartCount ?? 0)),
    field('Limits', quantities(spec.resources?.limits)),
    field('Requests', quantities(spec.resources?.requests)),
    ...probe('Liveness', spec.livenessProbe),
    ...probe('Readiness', spec.readinessProbe),
    ...probe('Startup', spec.startupProbe),
  ];
  return [`  ${spec.name}:`, ...lines.map((line) => `    ${line}`)];
}

function state(title: string, value: State): string[] {
  if (value?.running !== undefined) return [field(title, 'Running'), ...detail('Started', value.running.startedAt)];
  if (value?.waiting !== undefined) {
    const { reason, message } = value.waiting;
    return [field(title, 'Waiting'), ...detail('Reason', reason), ...detail('Message', message)];
  }
  if (value?.terminated === undefined) return [];
  const { reason, message, exitCode, startedAt, finishedAt } = value.terminated;
  return [
    field(title, 'Terminated'),
    ...detail('Reason', reason),
    ...detail('Message', message),
    ...detail('Exit Code', String(exitCode)),
    ...detail('Started', startedAt),
    ...detail('Finished', finishedAt),
  ];
}

function probe(title: string, value: Probe | undefined): string[] {
  if (value === undefined) return [];
  const handler = ['httpGet', 'tcpSocket', 'exec', 'grpc'].find((kind) => kind in value) ?? 'unknown handler';
  const { initialDelaySeconds = 0, timeoutSeconds = 1, periodSeconds = 10, failureThreshold = 3 } = value;
  const timing = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s`;
  return [field(title, `${handler} ${JSON.stringify(value[handler] ?? {})} ${timing} #failure=${failureThreshold}`)];
}

function conditions({ status }: Pod): string[] {
  const rows = (status?.conditions ?? []).map(({ type, status, reason }) => [`  ${type}`, status, reason ?? '']);
  return rows.length === 0 ? [] : ['Conditions:', table([['  Type', 'Status', 'Reason'], ...rows]).trimEnd()];
}

function eventLines(events: readonly KubeEvent[], collectedAt: number): string[] {
  if (events.length === 0) return [field('Events', '<none>')];
  const rows = events
    .toSorted((a, b) => (eventTime(a) ?? 0) - (eventTime(b) ?? 0))
    .map((event) => {
      const time = eventTime(event);
      const seen = time === null ? '<unknown>' : age((collectedAt - time) / 1000);
      const times = (event.count ?? 1) > 1 ? ` (x${event.count})` : '';
      return [`  ${event.type ?? ''}`, event.reason ?? '', seen + times, (event.message ?? '').trim()];
    });
  return ['Events:', table([['  Type', 'Reason', 'Age', 'Message'], ...rows]).trimEnd()];
}

function quantities(values: Record<string, string> | undefined): string {
  const entries = Object.entries(values ?? {}).map(([key, value]) => `${key}=${value}`);
  return entries.length === 0 ? '<none>' : entries.join(', ');
}

function detail(name: string, value: string | null | undefined): string[] {
  return value === undefined || value === null || value === '' ? [] : [`  ${field(name, value)}`];
}

function field(name: string, value: string): string {
  return `${`${name}:`.padEnd(16)} ${value}`;
}
