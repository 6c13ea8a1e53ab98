import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const untilStopped = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;

function one(image: string, more: Record<string, unknown> = {}): Record<string, unknown>[] {
  return [{ name: 'main', image, ...more }];
}

function terminated(container: { state: { terminated?: unknown } }): boolean {
  return container.state.terminated !== undefined;
}

test('a pod runs, tells so, and its events are those of a kubelet', async () => {
  node.create('plain', { containers: one(node.image(untilStopped)) });
  await node.until('plain', 'ready', ({ ready }) => ready);
  expect(node.pod('plain')?.status).toMatchObject({
    phase: 'Running',
    podIP: expect.stringMatching(/^127\./),
    containerStatuses: [
      { started: true, restartCount: 0, containerID: expect.stringMatching(/^embedded:\/\/[0-9a-f]{64}$/) },
    ],
  });
  expect(node.events('plain')).toEqual([
    expect.stringMatching(/^Normal Pulled Container image "script-\d+:1" already present on machine$/),
    'Normal Created Created container: main',
    'Normal Started Started container main',
  ]);
});

test('a pod that is deleted gets SIGTERM, and its object and folder go', async () => {
  node.create('leaving', { containers: one(node.image(`${untilStopped} console.log('up')`)) });
  await node.until('leaving', 'ready', ({ ready }) => ready);
  await waitUntil({ for: 'its first line', within: 10, every: 0.02 }, async () =>
    (await node.log('leaving')) === 'up\n' ? true : undefined,
  );
  node.store.delete({ resource: 'pods', namespace: 'lab', name: 'leaving' });
  await waitUntil({ for: 'the pod to be gone', within: 10, every: 0.02 }, () =>
    node.pod('leaving') === undefined ? true : undefined,
  );
  expect(node.events('leaving')).toContain('Normal Killing Stopping container main');
});

test('an exit code, its log and the next instance: lastState tells of the one before', async () => {
  node.create('failing', {
    containers: one(node.image(`console.log('bye'); process.exit(3)`), {
      terminationMessagePolicy: 'FallbackToLogsOnError',
    }),
  });
  const failing = await node.until(
    'failing',
    'in back-off',
    ({ state }) => state.waiting?.reason === 'CrashLoopBackOff',
  );
  const uid = node.pod('failing')?.metadata.uid;
  expect(failing).toMatchObject({
    restartCount: 1,
    lastState: { terminated: { exitCode: 3, reason: 'Error', message: 'bye\n' } },
    state: { waiting: { message: `back-off 10s restarting failed container=main pod=failing_lab(${uid})` } },
  });
  expect(node.events('failing')).toContain(
    `Warning BackOff Back-off restarting failed container main in pod failing_lab(${uid})`,
  );
  expect(await node.log('failing', { previous: true })).toBe('bye\n');
});

test('a V8 abort is 139, as of PID 1 of a container', async () => {
  node.create('abort', { restartPolicy: 'Never', containers: one(node.image('process.abort()')) });
  const { state } = await node.until('abort', 'ended', terminated);
  expect(state.terminated).toMatchObject({ exitCode: 139, reason: 'Error' });
  await node.until('abort', 'failed', (_container, { status }) => status.phase === 'Failed');
});

test('a program that ignores SIGTERM is killed when its grace is over', async () => {
  node.create('deaf', { containers: one(node.image(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`)) });
  await node.until('deaf', 'ready', ({ ready }) => ready);
  const codes: (number | undefined)[] = [];
  const end = node.store.watch({ resource: 'pods', fieldSelector: 'metadata.name=deaf' }, {}, () => {
    codes.push(node.pod('deaf')?.status.containerStatuses[0]?.state.terminated?.exitCode);
  });
  node.store.delete({ resource: 'pods', namespace: 'lab', name: 'deaf' }, { gracePeriodSeconds: 1 });
  await waitUntil({ for: 'the pod to be gone', within: 10, every: 0.02 }, () =>
    node.pod('deaf') === undefined ? true : undefined,
  );
  end();
  expect(codes).toContain(137);
});

test('init containers run one after the other before the rest', async () => {
  node.create('init', {
    initContainers: [{ name: 'first', image: node.image(`console.log('first')`) }],
    containers: one(node.image(untilStopped)),
  });
  await node.until('init', 'ready', ({ ready }) => ready);
  expect(node.pod('init')?.status.initContainerStatuses).toMatchObject([
    { ready: true, state: { terminated: { exitCode: 0, reason: 'Completed' } } },
  ]);
  expect(node.events('init').filter((event) => event.includes('Started'))).toEqual([
    'Normal Started Started container first',
    'Normal Started Started container main',
  ]);
});

test('an init container that fails keeps the others from starting', async () => {
  node.create('init-fails', {
    restartPolicy: 'Never',
    initContainers: [{ name: 'first', image: node.image('process.exit(2)') }],
    containers: one(node.image(untilStopped)),
  });
  const main = await node.until('init-fails', 'failed', (_container, { status }) => status.phase === 'Failed');
  expect(main).toMatchObject({ state: { waiting: { reason: 'PodInitializing' } }, restartCount: 0 });
});

describe('what keeps a container from starting', () => {
  test('an image that is not there', async () => {
    node.create('no-image', { containers: one('nosuch:1') });
    const { state } = await node.until(
      'no-image',
      'in back-off',
      ({ state }) => state.waiting?.reason === 'ImagePullBackOff',
    );
    expect(state.waiting?.message).toMatch(
      /^Back-off pulling image "nosuch:1": ErrImagePull: failed to pull and unpack image "docker.io\/library\/nosuch:1": /,
    );
    expect(node.events('no-image').map((event) => event.slice(0, 45))).toEqual([
      'Normal Pulling Pulling image "nosuch:1"',
      'Warning Failed Failed to pull image "nosuch:1',
      'Warning Failed Error: ErrImagePull',
      'Normal BackOff Back-off pulling image "nosuch',
      'Warning Failed Error: ImagePullBackOff',
    ]);
  });

  test('a ConfigMap that is not there, until it is', async () => {
    const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'missing', key: 'k' } } }];
    node.create('no-config', { containers: one(node.image(untilStopped), { env }) });
    const { state } = await node.until('no-config', 'waiting', ({ state }) => state.waiting?.message !== undefined);
    expect(state.waiting).toEqual({ reason: 'CreateContainerConfigError', message: 'configmap "missing" not found' });
    expect(node.events('no-config')).toContain('Warning Failed Error: configmap "missing" not found');
  });

  test('a ConfigMap for a volume', async () => {
    node.create('no-volume', {
      volumes: [{ name: 'v', configMap: { name: 'missing' } }],
      containers: one(node.image(untilStopped)),
    });
    await waitUntil({ for: 'an event', within: 10, every: 0.02 }, () =>
      node.events('no-volume').length > 0 ? true : undefined,
    );
    expect(node.events('no-volume')).toContain(
      'Warning FailedMount MountVolume.SetUp failed for volume "v" : configmap "missing" not found',
    );
    expect(node.pod('no-volume')?.status.containerStatuses[0]?.state.waiting?.reason).toBe('ContainerCreating');
  });

  test('a command that is not there', async () => {
    node.create('no-command', { restartPolicy: 'Never', containers: one(node.image(''), { command: ['nope'] }) });
    const { state } = await node.until('no-command', 'ended', terminated);
    const message =
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ' +
      'unable to start container process: error during container init: exec: "nope": executable file not found in $PATH';
    expect(state.terminated).toMatchObject({ exitCode: 128, reason: 'StartError', message });
    expect(node.events('no-command')).toContain(`Warning Failed Error: ${message}`);
  });
});

describe('probes', () => {
  const server = (status: number) =>
    `import { createServer } from 'node:http';
     process.on('SIGTERM', () => process.exit(0));
     createServer((_request, response) => response.writeHead(${status}).end()).listen(8080, process.env.HOST);`;
  const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };

  test('each pod has an address of its own, so that two listen on one port', async () => {
    for (const name of ['one', 'two']) {
      node.create(name, { containers: one(node.image(server(200)), { readinessProbe: probe }) });
    }
    await node.until('one', 'ready', ({ ready }) => ready);
    await node.until('two', 'ready', ({ ready }) => ready);
    expect(node.pod('one')?.status.podIP).not.toBe(node.pod('two')?.status.podIP);
  });

  test('a readiness probe that fails keeps a container unready, and tells why', async () => {
    node.create('unready', { containers: one(node.image(server(503)), { readinessProbe: probe }) });
    const text = 'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 503';
    await waitUntil({ for: 'the event', within: 10, every: 0.02 }, () =>
      node.events('unready').includes(text) ? true : undefined,
    );
    expect(node.pod('unready')?.status.conditions).toContainEqual({
      type: 'Ready',
      status: 'False',
      reason: 'ContainersNotReady',
    });
  });

  test('a liveness probe that fails restarts the container', async () => {
    // Fails from when the app can answer a signal: earlier, PID 1 would be deaf to it.
    const command = ['node', '-e', `process.exit(require('fs').existsSync('up') ? 1 : 0)`];
    const livenessProbe = { exec: { command }, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 1 };
    const script = `${untilStopped} import { writeFileSync } from 'node:fs'; writeFileSync('up', '');`;
    node.create('unhealthy', { containers: one(node.image(script), { livenessProbe }) });
    const again = await node.until('unhealthy', 'restarted', ({ restartCount }) => restartCount > 0);
    expect(again.lastState.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' });
    expect(node.events('unhealthy').slice(3, 5)).toEqual([
      'Warning Unhealthy Liveness probe failed: ',
      'Normal Killing Container main failed liveness probe, will be restarted',
    ]);
  });

  test('a container is not ready before its startup probe has succeeded', async () => {
    const command = ['node', '-e', `process.exit(require('fs').existsSync('up') ? 0 : 1)`];
    const startupProbe = { exec: { command }, periodSeconds: 1, failureThreshold: 100 };
    const script = `${untilStopped} import { writeFileSync } from 'node:fs'; setTimeout(() => writeFileSync('up', ''), 1500);`;
    node.create('slow', { containers: one(node.image(script), { startupProbe }) });
    const running = await node.until('slow', 'running', ({ state }) => state.running !== undefined);
    expect(running).toMatchObject({ started: false, ready: false });
    await node.until('slow', 'ready', ({ started, ready }) => started && ready);
  });
});
