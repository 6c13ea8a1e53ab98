import { afterEach, beforeEach, expect, test } from 'vitest';
import { awaitReturn } from '../../../src/run/await-return.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { idA, podOf } from '../../unit/evidence/evidence-of.ts';
import { FakeApiServer, list, liveEvents } from '../kube/fake-api-server.ts';
import type { TestRun } from './a-run.ts';
import { runOn } from './a-run.ts';

let server: FakeApiServer;
let pods: ReturnType<typeof liveEvents>;
let run: TestRun;

beforeEach(async () => {
  server = await FakeApiServer.start();
  pods = liveEvents();
  server.on('GET /api/v1/namespaces/lab/pods', list('1'));
  server.on('GET /api/v1/namespaces/lab/events', list('1'));
  server.on('WATCH /api/v1/namespaces/lab/pods', pods.answer);
  server.on('WATCH /api/v1/namespaces/lab/events', liveEvents().answer);
  run = runOn(server);
  run.context.observation.start();
});
afterEach(async () => {
  await run.context.observation.stop();
  await server.close();
});

async function hearPod(ready: boolean): Promise<void> {
  const pod = podOf(undefined, { status: { containerID: `containerd://${idA}`, restartCount: 1, ready } });
  pods.send('ADDED', { ...pod, metadata: { ...pod.metadata, resourceVersion: '5' } });
  await waitUntil({ for: 'the pod', within: 10, every: 0.01 }, () => run.context.observation.pods()[0]);
}

/** Seconds that pass by the run's clock. */
async function waited(): Promise<number> {
  const before = run.clock.now();
  await awaitReturn(run.context);
  return (run.clock.now() - before) / 1000;
}

test('a container that is ready is not waited for', async () => {
  await hearPod(true);
  expect(await waited()).toBe(0);
});

test('a container that does not come back is waited for through its first back-off and a second more, and no longer', async () => {
  await hearPod(false);
  expect(await waited()).toBe(26);
});
