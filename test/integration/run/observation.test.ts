import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pod, TerminatedState } from '../../../src/evidence/objects.ts';
import type { RunEvent } from '../../../src/run/events.ts';
import { observed } from '../../../src/run/observed.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { at, idA, idB, killingEvent, killOf, podOf, start, terminated } from '../../unit/evidence/evidence-of.ts';
import { FakeApiServer, list, liveEvents } from '../kube/fake-api-server.ts';
import type { TestRun } from './a-run.ts';
import { runOn } from './a-run.ts';

const path = '/api/v1/namespaces/lab';
const error137 = terminated(137, 'Error');

let server: FakeApiServer;
let pods: ReturnType<typeof liveEvents>;
let run: TestRun;
let version = 0;

beforeEach(async () => {
  server = await FakeApiServer.start();
  pods = liveEvents();
  server.on(`GET ${path}/pods`, list('1'));
  server.on(`WATCH ${path}/pods`, pods.answer);
  server.on(`GET ${path}/events`, list('1'));
  server.on(`WATCH ${path}/events`, liveEvents().answer);
  run = runOn(server);
});
afterEach(async () => {
  await run.context.observation.stop();
  await server.close();
});

/** Has the API server say the pod, and waits until the run has heard it. */
async function say(pod: Pod, type = 'MODIFIED'): Promise<void> {
  const { observation } = run.context;
  if (run.said.length === 0) observation.start();
  version += 1;
  const before = run.said.filter(isAboutPod).length;
  pods.send(type, { ...pod, metadata: { ...pod.metadata, resourceVersion: String(version) } });
  await waitUntil({ for: 'the pod to be heard', within: 10, every: 0.01 }, () => {
    return run.said.filter(isAboutPod).length > before || undefined;
  });
}

function isAboutPod({ type }: RunEvent): boolean {
  return type === 'pod.changed' || type === 'pod.deleted';
}

/** The first instance of a pod's container, alive or ended. */
function first(end?: TerminatedState, metadata: object = {}): Pod {
  const state = end === undefined ? { running: { startedAt: at(0) } } : { terminated: end };
  const pod = podOf(undefined, { status: { containerID: `containerd://${idA}`, restartCount: 0, state } });
  return { ...pod, metadata: { ...pod.metadata, ...metadata } };
}

function died(): string[] {
  return run.said.filter(({ type }) => type === 'container.died').map(({ type }) => type);
}

describe('a container that dies and is started again', () => {
  test('has died once, however often the status says so', async () => {
    await say(first());
    await say(first(error137));
    await say(podOf(error137));
    await say(podOf(error137));
    const deaths = run.context.observation.deaths();
    expect(deaths.map(({ death }) => [death.containerId, death.restart])).toEqual([[idA, 0]]);
    expect(run.died).toHaveLength(1);
  });

  test('is two instances, told apart by their restart', async () => {
    await say(first());
    await say(podOf(error137));
    const { observation } = run.context;
    expect(observation.instances().map(({ containerId, restart }) => [containerId, restart])).toEqual([
      [idA, 0],
      [idB, 1],
    ]);
  });

  test('is known although nobody saw it alive', async () => {
    await say(podOf(error137));
    const [death] = run.context.observation.deaths();
    expect([death?.death.containerId, death?.instance.startedAt]).toEqual([idA, start]);
  });

  test('is still one instance while it waits for its back-off', async () => {
    await say(first());
    const state = { waiting: { reason: 'CrashLoopBackOff' } };
    const status = { containerID: `containerd://${idA}`, restartCount: 0, state };
    await say(podOf(error137, { status }));
    expect(run.context.observation.instances().map(({ restart }) => restart)).toEqual([0]);
  });

  test('is told of as started once', async () => {
    await say(first());
    await say(first());
    expect(run.said.filter(({ type }) => type === 'container.started')).toEqual([
      { type: 'container.started', pod: 'ledger-5d4f8-x2x2x', container: 'app', containerId: idA, restart: 0 },
    ]);
  });
});

describe('what a death was', () => {
  test('is proven by the line of the kernel although the status reads Error', async () => {
    await say(first());
    run.readings.killed(killOf(idA, 20));
    await say(first(error137));
    const [seen] = run.context.observation.deaths();
    expect([seen?.death.reason, seen?.death.oom]).toEqual(['Error', 'proven']);
  });

  test('is proven by a line that comes after the status', async () => {
    await say(first());
    await say(first(error137));
    const { observation } = run.context;
    const before = observation.deaths()[0]?.death.oom;
    run.readings.killed(killOf(idA, 20));
    expect([before, observation.deaths()[0]?.death.oom]).toEqual(['unknown', 'proven']);
  });

  test("is proven by the count of the dead container's cgroup", async () => {
    await say(first());
    await say(first(error137));
    run.readings.counted({ time: start + 20_000, containerId: idA, kills: 1 });
    expect(run.context.observation.deaths()[0]?.death.oom).toBe('proven');
  });

  test('is no OOM kill when the kernel killed in another container', async () => {
    await say(first());
    run.readings.killed(killOf(idB, 20));
    await say(first(error137));
    expect(run.context.observation.deaths()[0]?.death.oom).toBe('unknown');
  });

  test('is no OOM kill when the kubelet said that it would kill, although the event came first', async () => {
    const event = killingEvent('Container app failed liveness probe, will be restarted', 19);
    server.on(`GET ${path}/events`, list('1', { ...event, metadata: { ...event.metadata, resourceVersion: '1' } }));
    await say(first());
    await waitUntil({ for: 'the event', within: 10, every: 0.01 }, () => run.context.observation.events()[0]);
    await say(first(error137));
    expect(run.context.observation.deaths()[0]?.death.oom).toBe('no');
  });

  test('is announced once, when the kernel has had its time to speak', async () => {
    await say(first());
    await say(first(error137));
    const { observation } = run.context;
    observation.announceDeaths();
    const early = died().length;
    run.clock.time += 1600;
    observation.announceDeaths();
    observation.announceDeaths();
    expect([early, died().length]).toEqual([0, 1]);
  });

  test('is announced at once when the kernel has spoken', async () => {
    await say(first());
    run.readings.killed(killOf(idA, 20));
    await say(first(error137));
    run.context.observation.announceDeaths();
    expect(died()).toHaveLength(1);
  });
});

describe('a pod that is deleted', () => {
  test('has not died: its containers ended because they were told to', async () => {
    await say(first());
    await say(first(error137, { deletionTimestamp: at(10) }));
    const { observation } = run.context;
    expect([observation.deaths(), run.died]).toEqual([[], []]);
    expect(observation.instances()).toMatchObject([{ deleted: true, endSeenAt: run.clock.time }]);
  });

  test('keeps the death that came before', async () => {
    await say(first());
    await say(first(error137));
    await say(first(error137, { deletionTimestamp: at(30) }));
    expect(run.context.observation.deaths()).toHaveLength(1);
  });

  test('by force has no containers that live on', async () => {
    await say(first());
    await say(first(), 'DELETED');
    expect(run.context.observation.instances()).toMatchObject([
      { deleted: true, endSeenAt: run.clock.time, termination: null },
    ]);
  });

  test('is no longer there, but has been', async () => {
    await say(first());
    await say(first(), 'DELETED');
    const { observation } = run.context;
    expect([observation.pods().length, observation.allPods().length]).toEqual([0, 1]);
  });
});

describe('memory', () => {
  const reading = { containerId: idA, usage: 5, workingSet: 4, rss: 3, limit: 6, oomKills: 0 };

  test('that was read before the API server told whose it is belongs to the container all the same', async () => {
    run.readings.read({ ...reading, time: start });
    await say(first());
    run.readings.read({ ...reading, time: start + 250 });
    const [instance] = run.context.observation.instances();
    expect(instance?.samples.map(({ time, restart }) => [time - start, restart])).toEqual([
      [0, 0],
      [250, 0],
    ]);
  });

  test('is said in the journal, with the container and its restart', async () => {
    await say(first());
    run.readings.read({ ...reading, time: start });
    expect(run.said.at(-1)).toEqual({
      type: 'memory',
      pod: 'ledger-5d4f8-x2x2x',
      container: 'app',
      restart: 0,
      at: start,
      usage: 5,
      workingSet: 4,
      rss: 3,
      limit: 6,
    });
  });

  test('tells of the kills that its cgroup has counted', async () => {
    await say(first());
    run.readings.read({ ...reading, time: start + 250, oomKills: 2 });
    expect(run.context.observation.instances()[0]?.oomCount).toEqual({ time: start + 250, containerId: idA, kills: 2 });
  });

  test('is not heard of any more when the observation has stopped', async () => {
    await say(first());
    await run.context.observation.stop();
    run.readings.read({ ...reading, time: start });
    expect(run.context.observation.instances()[0]?.samples).toEqual([]);
  });
});

test('an interruption is a warning in the journal', () => {
  run.context.observation.interrupted('the stream ended');
  expect(run.said).toEqual([{ type: 'note', level: 'warning', text: 'the stream ended' }]);
});

describe('the evidence of what was watched', () => {
  test('tells of an end that the status has lost', async () => {
    await say(first(error137));
    await say(first());
    expect(observed(run.context).endings.map(({ containerId, state }) => [containerId, state.exitCode])).toEqual([
      [idA, 137],
    ]);
  });

  test('has no end of a container whose pod was deleted', async () => {
    await say(first());
    await say(first(error137, { deletionTimestamp: at(19) }));
    expect(observed(run.context).endings).toEqual([]);
  });
});
