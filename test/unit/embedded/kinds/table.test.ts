import { describe, expect, test } from 'vitest';
import { toTable } from '../../../../src/embedded/kinds/table.ts';
import { kindNamed } from './kind-named.ts';

const now = Date.parse('2026-01-01T01:00:00Z');
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');

/** The cells of one object by the title of their column. */
function row(kind: string, fields: Record<string, unknown>, metadata: Record<string, unknown> = {}) {
  const identity = { name: 'a', uid: 'u', resourceVersion: '1', creationTimestamp: ago(90) };
  const object = { apiVersion: 'v1', kind, ...fields, metadata: { ...identity, ...metadata } };
  const { columnDefinitions, rows } = toTable(kindNamed(kind), [object], { now });
  return Object.fromEntries(columnDefinitions.map(({ name }, index) => [name, rows[0]?.cells[index]]));
}

const spec = { containers: [{ name: 'app' }, { name: 'side' }] };
const running = { running: { startedAt: ago(60) } };
const waiting = (reason: string) => ({ waiting: { reason } });
const ended = (reason: string, exitCode: number) => ({ terminated: { reason, exitCode, finishedAt: ago(5) } });
const status = (name: string, state: object, more: object = {}) => ({
  name,
  state,
  ready: false,
  restartCount: 0,
  ...more,
});

describe('the status of a pod', () => {
  const cases: [string, string, Record<string, unknown>, Record<string, unknown>?][] = [
    ['Pending', 'its phase while nothing has started', { spec, status: { phase: 'Pending' } }],
    [
      'CrashLoopBackOff',
      'what a container waits for',
      {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [status('app', waiting('CrashLoopBackOff')), status('side', running)],
        },
      },
    ],
    [
      'OOMKilled',
      'how a container ended',
      {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [status('app', ended('OOMKilled', 137)), status('side', running)],
        },
      },
    ],
    [
      'Error',
      'the first container that has something to say',
      {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [status('app', ended('Error', 1)), status('side', waiting('CrashLoopBackOff'))],
        },
      },
    ],
    [
      'ExitCode:3',
      'the exit code where there is no reason',
      {
        spec,
        status: { phase: 'Running', containerStatuses: [status('app', ended('', 3))] },
      },
    ],
    [
      'Completed',
      'the end of a pod that is done',
      {
        spec,
        status: { phase: 'Succeeded', containerStatuses: [status('app', ended('Completed', 0))] },
      },
    ],
    [
      'NotReady',
      'a pod of which one container is done and one runs',
      {
        spec,
        status: {
          phase: 'Running',
          containerStatuses: [status('app', ended('Completed', 0)), status('side', running, { ready: true })],
        },
      },
    ],
    ['Evicted', 'the reason that the pod itself has', { spec, status: { phase: 'Failed', reason: 'Evicted' } }],
    ['Terminating', 'that it is being deleted', { spec, status: { phase: 'Running' } }, { deletionTimestamp: ago(1) }],
    [
      'Error',
      'its end, though it is being deleted',
      {
        spec,
        status: { phase: 'Failed', containerStatuses: [status('app', ended('Error', 1))] },
      },
      { deletionTimestamp: ago(1) },
    ],
    [
      'Init:0/2',
      'which init container runs',
      {
        spec: { ...spec, initContainers: [{ name: 'one' }, { name: 'two' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [status('one', running), status('two', waiting('PodInitializing'))],
        },
      },
    ],
    [
      'Init:1/2',
      'how many init containers are done',
      {
        spec: { ...spec, initContainers: [{ name: 'one' }, { name: 'two' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [status('one', ended('Completed', 0)), status('two', waiting('PodInitializing'))],
        },
      },
    ],
    [
      'Init:CrashLoopBackOff',
      'what an init container waits for',
      {
        spec: { ...spec, initContainers: [{ name: 'one' }] },
        status: { phase: 'Pending', initContainerStatuses: [status('one', waiting('CrashLoopBackOff'))] },
      },
    ],
    [
      'Init:Error',
      'how an init container failed',
      {
        spec: { ...spec, initContainers: [{ name: 'one' }] },
        status: { phase: 'Pending', initContainerStatuses: [status('one', ended('Error', 1))] },
      },
    ],
    [
      'PodInitializing',
      'that the init containers are done',
      {
        spec: { ...spec, initContainers: [{ name: 'one' }] },
        status: {
          phase: 'Pending',
          initContainerStatuses: [status('one', ended('Completed', 0))],
          containerStatuses: [status('app', waiting('PodInitializing'))],
        },
      },
    ],
    [
      'SchedulingGated',
      'that its scheduling is held back',
      {
        spec,
        status: {
          phase: 'Pending',
          conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated', status: 'False' }],
        },
      },
    ],
  ];
  test.each(cases)('is %s: %s', (expected, _, fields, metadata) => {
    expect(row('Pod', fields, metadata)['Status']).toBe(expected);
  });
});

describe('the other cells of a pod', () => {
  const lastState = (seconds: number) => ({ terminated: { exitCode: 137, finishedAt: ago(seconds) } });

  test('restarts say when the last instance ended', () => {
    const containerStatuses = [
      status('app', running, { restartCount: 2, lastState: lastState(300) }),
      status('side', running, { restartCount: 1, lastState: lastState(5) }),
    ];
    expect(row('Pod', { spec, status: { phase: 'Running', containerStatuses } })['Restarts']).toBe('3 (5s ago)');
  });

  test('restarts of an init container count only until the pod is initialized', () => {
    const initContainerStatuses = [status('one', ended('Completed', 0), { restartCount: 4, lastState: lastState(5) })];
    const conditions = [{ type: 'Initialized', status: 'True' }];
    const fields = { spec: { ...spec, initContainers: [{ name: 'one' }] } };
    expect(row('Pod', { ...fields, status: { initContainerStatuses, conditions } })['Restarts']).toBe('0');
  });

  test('ready counts sidecars in, and only what runs', () => {
    const initContainers = [{ name: 'proxy', restartPolicy: 'Always' }];
    const initContainerStatuses = [status('proxy', running, { started: true, ready: true })];
    const containerStatuses = [status('app', running, { ready: true }), status('side', waiting('ContainerCreating'))];
    const fields = { spec: { ...spec, initContainers }, status: { initContainerStatuses, containerStatuses } };
    expect(row('Pod', fields)['Ready']).toBe('2/3');
  });

  test('wide: its address and node, and <none> for what it has not', () => {
    const fields = { spec: { ...spec, nodeName: 'node' }, status: { podIP: '127.1.2.3' } };
    expect(row('Pod', fields)).toMatchObject({
      IP: '127.1.2.3',
      Node: 'node',
      'Nominated Node': '<none>',
      'Readiness Gates': '<none>',
      Age: '90s',
    });
  });
});

describe('a table', () => {
  const template = {
    spec: {
      containers: [
        { name: 'app', image: 'app:1' },
        { name: 'side', image: 's' },
      ],
    },
  };
  const selector = {
    matchLabels: { b: '2', a: '1' },
    matchExpressions: [{ key: 'c', operator: 'In', values: ['y', 'x'] }],
  };

  test('of deployments counts what is ready, new and available', () => {
    const counts = { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 };
    expect(row('Deployment', { spec: { replicas: 3, template, selector }, status: counts })).toEqual({
      Name: 'a',
      Ready: '1/3',
      'Up-to-date': 2,
      Available: 1,
      Age: '90s',
      Containers: 'app,side',
      Images: 'app:1,s',
      Selector: 'a=1,b=2,c in (x,y)',
    });
  });

  test('of services shows ports with those of the node', () => {
    const ports = [
      { port: 80, protocol: 'TCP' },
      { port: 53, nodePort: 30053, protocol: 'UDP' },
    ];
    expect(row('Service', { spec: { type: 'NodePort', clusterIP: '127.96.0.1', ports } })).toMatchObject({
      'Cluster-IP': '127.96.0.1',
      'External-IP': '<none>',
      'Port(s)': '80/TCP,53:30053/UDP',
      Selector: '<none>',
    });
  });

  test('of events shows the last time, and of what', () => {
    const event = {
      involvedObject: { kind: 'Pod', name: 'web' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off \n',
      source: { component: 'kubelet', host: 'node' },
      firstTimestamp: ago(600),
      lastTimestamp: ago(7),
      count: 3,
    };
    expect(row('Event', event)).toMatchObject({
      'Last Seen': '7s',
      'First Seen': '10m',
      Object: 'pod/web',
      Source: 'kubelet, node',
      Message: 'Back-off',
      Count: 3,
    });
  });

  test('of nodes says ready, and that it takes no more pods', () => {
    const fields = { spec: { unschedulable: true }, status: { conditions: [{ type: 'Ready', status: 'True' }] } };
    const labels = { 'node-role.kubernetes.io/control-plane': '' };
    expect(row('Node', fields, { labels })).toMatchObject({
      Status: 'Ready,SchedulingDisabled',
      Roles: 'control-plane',
    });
  });

  test('of jobs shows how long they took', () => {
    const done = { startTime: ago(80), completionTime: ago(20), succeeded: 1 };
    const conditions = [{ type: 'Complete', status: 'True' }];
    expect(row('Job', { spec: { completions: 1, template }, status: { ...done, conditions } })).toMatchObject({
      Status: 'Complete',
      Completions: '1/1',
      Duration: '60s',
    });
  });

  test('of quotas shows what is used of what', () => {
    const hard = { 'limits.memory': '1Gi', pods: '4' };
    expect(row('ResourceQuota', { status: { hard, used: { pods: '2' } } })).toMatchObject({
      Request: 'pods: 2/4',
      Limit: 'limits.memory: 0/1Gi',
    });
  });

  test('of autoscalers shows usage against the target', () => {
    const target = { type: 'Utilization', averageUtilization: 80 };
    const spec = {
      maxReplicas: 3,
      minReplicas: 1,
      metrics: [{ type: 'Resource', resource: { name: 'memory', target } }],
    };
    expect(row('HorizontalPodAutoscaler', { spec })['Targets']).toBe('memory: <unknown>/80%');
  });

  test('of secrets and config maps counts their keys', () => {
    expect(row('Secret', { type: 'Opaque', data: { a: 'YQ==' } })['Data']).toBe(1);
    expect(row('ConfigMap', { data: { a: '1' }, binaryData: { b: 'YQ==' } })['Data']).toBe(2);
  });
});
