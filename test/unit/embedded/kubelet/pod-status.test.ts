import { describe, expect, test } from 'vitest';
import type { ContainerRecord, State } from '../../../../src/embedded/kubelet/container-state.ts';
import { conclude, newRecord } from '../../../../src/embedded/kubelet/container-state.ts';
import { parsePod } from '../../../../src/embedded/kubelet/pod.ts';
import { podStatus } from '../../../../src/embedded/kubelet/pod-status.ts';

const now = '2026-01-02T03:04:05Z';

function ended(exitCode: number): State {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return { terminated: { exitCode, reason, startedAt: now, finishedAt: now, containerID: 'embedded://1' } };
}

function record(state: State, more: Partial<ContainerRecord> = {}): ContainerRecord {
  return { ...newRecord('ContainerCreating'), containerId: 'embedded://1', state, ...more };
}

const running = record({ running: { startedAt: now } }, { ready: true, started: true });

interface Case {
  policy?: string;
  init?: ContainerRecord;
  main?: ContainerRecord;
  over?: boolean;
  status?: Record<string, unknown>;
}

function statusOf({ policy = 'Always', init, main = running, over = false, status = {} }: Case) {
  const pod = parsePod({
    metadata: { name: 'p', namespace: 'n', uid: 'u' },
    spec: {
      restartPolicy: policy,
      initContainers: init === undefined ? [] : [{ name: 'first', image: 'i:1' }],
      containers: [{ name: 'main', image: 'i:1' }],
    },
    status,
  });
  const records = new Map([['main', main], ...(init === undefined ? [] : [['first', init] as const])]);
  return podStatus(pod, { records, hostAddress: '127.1.0.1', podAddress: '127.1.1.1', startTime: now, now, over });
}

describe('the phase', () => {
  test.each<[string, Case, string]>([
    ['a container that was never started', { main: newRecord('ContainerCreating') }, 'Pending'],
    ['an init container that runs', { init: running, main: newRecord('PodInitializing') }, 'Pending'],
    ['a container that runs', {}, 'Running'],
    ['a container in back-off', { main: record({ waiting: { reason: 'CrashLoopBackOff' } }) }, 'Running'],
    ['an end that is followed by a restart', { main: record(ended(0)) }, 'Running'],
    ['a good end with OnFailure', { policy: 'OnFailure', main: record(ended(0)) }, 'Succeeded'],
    ['a bad end with OnFailure', { policy: 'OnFailure', main: record(ended(1)) }, 'Running'],
    ['a bad end with Never', { policy: 'Never', main: record(ended(1)) }, 'Failed'],
    [
      'a bad end of an init container with Never',
      { policy: 'Never', init: record(ended(1)), main: newRecord('x') },
      'Failed',
    ],
    ['a bad end of a pod that was deleted', { main: record(ended(137)), over: true }, 'Failed'],
    ['a good end of a pod that was deleted', { main: record(ended(0)), over: true }, 'Succeeded'],
  ])('%s', (_sentence, given, phase) => {
    expect(statusOf(given)).toMatchObject({ phase });
  });
});

describe('the conditions', () => {
  test('name the containers that are not ready', () => {
    const { conditions } = statusOf({ main: record({ running: { startedAt: now } }) });
    const reason = { status: 'False', reason: 'ContainersNotReady', message: 'containers with unready status: [main]' };
    expect(conditions).toMatchObject([
      { type: 'PodReadyToStartContainers', status: 'True' },
      { type: 'Initialized', status: 'True' },
      { type: 'Ready', ...reason },
      { type: 'ContainersReady', ...reason },
    ]);
  });

  test('name the init containers that have not ended well', () => {
    const { conditions } = statusOf({ init: record(ended(2)), main: newRecord('PodInitializing') });
    expect(conditions).toContainEqual(
      expect.objectContaining({
        reason: 'ContainersNotInitialized',
        message: 'containers with incomplete status: [first]',
      }),
    );
  });

  test('keep the time of their last change, and those of others', () => {
    const before = '2026-01-01T00:00:00Z';
    const old = [
      { type: 'Ready', status: 'True', lastTransitionTime: before },
      { type: 'ContainersReady', status: 'False', lastTransitionTime: before },
      { type: 'PodScheduled', status: 'True', lastTransitionTime: before },
    ];
    const { conditions } = statusOf({ status: { conditions: old } });
    const times = [conditions].flat().map((condition) => JSON.parse(JSON.stringify(condition)));
    expect(times.map(({ type, lastTransitionTime }) => [type, lastTransitionTime])).toEqual([
      ['PodReadyToStartContainers', now],
      ['Initialized', now],
      ['Ready', before],
      ['ContainersReady', now],
      ['PodScheduled', before],
    ]);
  });
});

describe('the status of a container', () => {
  function containerOf(container: object, main: ContainerRecord) {
    const metadata = { name: 'p', namespace: 'n', uid: 'u' };
    const pod = parsePod({ metadata, spec: { containers: [{ name: 'main', image: 'i:1', ...container }] } });
    const facts = { hostAddress: '127.1.0.1', podAddress: undefined, startTime: now, now };
    const { containerStatuses } = podStatus(pod, { ...facts, records: new Map([['main', main]]) });
    return [containerStatuses].flat()[0];
  }

  test('says where its volumes are before it was made, read-only ones as the kubelet does', () => {
    const volumeMounts = [
      { name: 'a', mountPath: '/a' },
      { name: 'b', mountPath: '/b', readOnly: true },
    ];
    expect(containerOf({ volumeMounts }, newRecord('ContainerCreating'))).toMatchObject({
      volumeMounts: [
        { name: 'a', mountPath: '/a' },
        { name: 'b', mountPath: '/b', readOnly: true, recursiveReadOnly: 'Disabled' },
      ],
    });
  });

  test('says what it was given and as whom it runs once it was made', () => {
    const main = record({ running: { startedAt: now } }, { user: { user: 7, group: 8, groups: [8, 9] } });
    expect(containerOf({ resources: { requests: { memory: '1Mi' } } }, main)).toMatchObject({
      allocatedResources: { memory: '1Mi' },
      user: { linux: { uid: 7, gid: 8, supplementalGroups: [8, 9] } },
    });
  });
});

describe('when the pod is over', () => {
  test('a container that was never made is lost', () => {
    const main = newRecord('ContainerCreating');
    conclude(main, true);
    expect(main.state).toMatchObject({ terminated: { exitCode: 137, reason: 'ContainerStatusUnknown' } });
  });

  test('a container whose turn never came waits on', () => {
    const main = newRecord('PodInitializing');
    conclude(main, false);
    expect(main.state).toEqual({ waiting: { reason: 'PodInitializing' } });
  });

  test('a container in back-off has ended as it did the last time', () => {
    const last = { exitCode: 3, reason: 'Error', startedAt: now, finishedAt: now };
    const main = record({ waiting: { reason: 'CrashLoopBackOff' } }, { last });
    conclude(main, true);
    expect(main).toMatchObject({ state: { terminated: last }, last: undefined });
  });
});
