import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../../../src/shared/retry.ts';
import type { TestNode } from './node.ts';
import { startNode } from './node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(() => node[Symbol.asyncDispose]());

const untilStopped = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;
const exec = (...command: string[]) => ({ exec: { command } });

function create(name: string, lifecycle: Record<string, unknown>, more: Record<string, unknown> = {}): void {
  const containers = [{ name: 'main', image: node.image(`${untilStopped} console.log('up')`), lifecycle }];
  node.create(name, { containers, ...more });
}

/** Deletes the pod and waits for its end. */
async function deleted(name: string): Promise<void> {
  node.store.delete({ resource: 'pods', namespace: 'lab', name });
  await waitUntil({ for: `${name} to be gone`, within: 15, every: 0.02 }, () =>
    node.pod(name) === undefined ? true : undefined,
  );
}

/** Texts and order as on a kind node of Kubernetes 1.34. */
test('a postStart hook that fails ends the container, and is told in its status', async () => {
  create(
    'post',
    { postStart: exec('sh', '-c', 'echo no; echo bad >&2; exit 3') },
    { terminationGracePeriodSeconds: 1 },
  );
  const { state, lastState, ready } = await node.until(
    'post',
    'refused',
    (container) => container.state.waiting?.reason === 'PostStartHookError',
  );
  const pod = `post_lab(${node.pod('post')?.metadata.uid})`;
  expect(state.waiting?.message).toBe(
    `Exec lifecycle hook ([sh -c echo no; echo bad >&2; exit 3]) for Container "main" in Pod "${pod}" failed - error: ` +
      `command 'sh -c echo no; echo bad >&2; exit 3' exited with 3: bad\n, message: "no\\nbad\\n"`,
  );
  expect([ready, lastState.terminated?.exitCode]).toEqual([false, expect.any(Number)]);
  expect(node.events('post').slice(2, 5)).toEqual([
    'Normal Started Started container main',
    'Warning FailedPostStartHook PostStartHook failed',
    'Normal Killing FailedPostStartHook',
  ]);
  await node.until('post', 'in back-off', (container) => container.state.waiting?.reason === 'CrashLoopBackOff');
});

test('a container is not running before its postStart hook is through', async () => {
  create('patient', { postStart: { sleep: { seconds: 1 } } });
  await waitUntil({ for: 'its start', within: 10, every: 0.02 }, () =>
    node.events('patient').some((event) => event.includes('Started')) ? true : undefined,
  );
  expect(node.pod('patient')?.status.containerStatuses[0]?.state.waiting?.reason).toBe('ContainerCreating');
  const { ready } = await node.until('patient', 'running', ({ state }) => state.running !== undefined);
  expect(ready).toBe(true);
});

test('a preStop hook runs before SIGTERM; when it fails, an event says so', async () => {
  create('pre', { preStop: exec('sh', '-c', 'exit 3') });
  // Earlier, PID 1 would be deaf to the signal.
  await waitUntil({ for: 'its first line', within: 10, every: 0.02 }, async () =>
    node.pod('pre')?.status.phase === 'Running' && (await node.log('pre')) === 'up\n' ? true : undefined,
  );
  await deleted('pre');
  expect(node.events('pre').slice(-2)).toEqual([
    'Normal Killing Stopping container main',
    'Warning FailedPreStopHook PreStopHook failed',
  ]);
});

test('a preStop hook of sleep is no failure', async () => {
  create('sleepy', { preStop: { sleep: { seconds: 1 } } });
  await node.until('sleepy', 'ready', ({ ready }) => ready);
  await deleted('sleepy');
  expect(node.events('sleepy').at(-1)).toBe('Normal Killing Stopping container main');
});

test('a preStop hook that never ends does not outlast the grace period', async () => {
  create('endless', { preStop: exec('sleep', '1000') }, { terminationGracePeriodSeconds: 1 });
  await node.until('endless', 'ready', ({ ready }) => ready);
  await deleted('endless');
  expect(node.events('endless').at(-1)).toBe('Warning FailedPreStopHook PreStopHook failed');
});
