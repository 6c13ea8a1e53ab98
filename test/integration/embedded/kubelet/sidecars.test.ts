import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const untilStopped = `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000);`;
const started = (name: string) =>
  node
    .events(name)
    .filter((event) => / (Started|Killing) /.test(event))
    .map((event) => event.replace(/^\w+ \w+ /, ''));
const sidecar = (name: string, script: string, more = {}) => ({
  name,
  restartPolicy: 'Always',
  image: node.image(script),
  ...more,
});

test('sidecars start in their places, serve until the others have ended, and end in reverse', async () => {
  const exists = { command: ['node', '-e', `process.exit(require('fs').existsSync('/lab/up') ? 0 : 1)`] };
  const write = `import { writeFileSync } from 'node:fs'; ${untilStopped} setTimeout(() => writeFileSync('/lab/up', ''), 500);`;
  const check = `import { existsSync } from 'node:fs'; process.exit(existsSync('/lab/up') ? 0 : 1)`;
  // The main container ends when both can hear a signal: earlier, PID 1 would be deaf to it.
  const last = `import { existsSync } from 'node:fs'; setInterval(() => existsSync('/lab/two') && process.exit(0), 20);`;
  const mark = `import { writeFileSync } from 'node:fs'; ${untilStopped} writeFileSync('/lab/two', '');`;
  const volumeMounts = [{ name: 'v', mountPath: '/lab' }];
  node.create('beside', {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 10,
    volumes: [{ name: 'v', emptyDir: {} }],
    initContainers: [
      sidecar('one', write, { volumeMounts, startupProbe: { exec: exists, periodSeconds: 1, failureThreshold: 30 } }),
      { name: 'between', image: node.image(check), volumeMounts },
      sidecar('two', mark, { volumeMounts }),
    ],
    containers: [{ name: 'main', image: node.image(last), volumeMounts }],
  });
  await node.until('beside', 'over', (_container, { status }) => status.phase === 'Succeeded');
  expect(started('beside')).toEqual([
    'Started container one',
    'Started container between',
    'Started container two',
    'Started container main',
    'Stopping container two',
    'Stopping container one',
  ]);
  expect(node.pod('beside')?.status.initContainerStatuses).toMatchObject([
    { ready: false, state: { terminated: { exitCode: 7 } } },
    { ready: true, state: { terminated: { exitCode: 0 } } },
    { ready: false, state: { terminated: { exitCode: 7 } } },
  ]);
});

test('a sidecar that ends is started again, and the pod is not ready without it', async () => {
  node.create('again', {
    initContainers: [sidecar('helper', `setTimeout(() => process.exit(1), 300)`)],
    containers: [{ name: 'main', image: node.image(untilStopped) }],
  });
  const seen = await node.until('again', 'short of its sidecar', (_container, { status }) => {
    const [helper] = status.initContainerStatuses;
    return (helper?.restartCount ?? 0) > 0 && helper?.state.waiting?.reason === 'CrashLoopBackOff';
  });
  expect(seen).toMatchObject({ ready: true, restartCount: 0 });
  expect(node.pod('again')?.status.conditions).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'Initialized', status: 'True' }),
      expect.objectContaining({ type: 'Ready', status: 'False' }),
    ]),
  );
});

test('a pod that is deleted ends its sidecars after the others', async () => {
  node.create('leaving', {
    initContainers: [sidecar('helper', untilStopped)],
    containers: [
      {
        name: 'main',
        image: node.image(
          `console.log('up'); process.on('SIGTERM', () => setTimeout(() => process.exit(0), 500));`.concat(
            'setInterval(() => {}, 1000);',
          ),
        ),
      },
    ],
  });
  await waitUntil({ for: 'its first line', within: 10, every: 0.02 }, async () =>
    node.pod('leaving')?.status.phase === 'Running' && (await node.log('leaving')) === 'up\n' ? true : undefined,
  );
  const orders: string[] = [];
  const end = node.store.watch({ resource: 'pods', fieldSelector: 'metadata.name=leaving' }, {}, () => {
    const status = node.pod('leaving')?.status;
    const over = [status?.containerStatuses[0], status?.initContainerStatuses[0]].map(
      (each) => each?.state.terminated !== undefined,
    );
    orders.push(over.join());
  });
  node.store.delete({ resource: 'pods', namespace: 'lab', name: 'leaving' });
  await waitUntil({ for: 'it to be gone', within: 10, every: 0.02 }, () =>
    node.pod('leaving') === undefined ? true : undefined,
  );
  end();
  expect(orders).toContain('true,false');
  expect(orders).not.toContain('false,true');
});
