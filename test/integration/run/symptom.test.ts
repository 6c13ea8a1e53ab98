import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnyObject, ContainerStatus, Pod } from '../../../src/evidence/objects.ts';
import { lookFor } from '../../../src/run/symptom/look.ts';
import { refusedAgain } from '../../../src/run/symptom/refused-again.ts';
import type { Symptom } from '../../../src/scenario/symptom.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { aPlan, aScenario } from '../../unit/run/a-plan.ts';
import { at, idA, idB, killingEvent, killOf, podOf, terminated } from '../../unit/evidence/evidence-of.ts';
import { FakeApiServer, list, liveEvents } from '../kube/fake-api-server.ts';
import type { TestRun } from './a-run.ts';
import { runOn } from './a-run.ts';

const path = '/api/v1/namespaces/lab';
let server: FakeApiServer;
let streams: Record<'pods' | 'events', ReturnType<typeof liveEvents>>;
let run: TestRun;

beforeEach(async () => {
  server = await FakeApiServer.start();
  streams = { pods: liveEvents(), events: liveEvents() };
  for (const kind of ['pods', 'events'] as const) {
    server.on(`GET ${path}/${kind}`, list('1'));
    server.on(`WATCH ${path}/${kind}`, streams[kind].answer);
  }
  run = runOn(server);
  run.context.observation.start();
});
afterEach(async () => {
  await run.context.observation.stop();
  await server.close();
});

/** What the look for `symptom` says once the pod, if any, and the events are heard. */
async function sightings(symptom: Symptom, { pod, events = [] }: { pod?: Pod; events?: AnyObject[] }) {
  const { observation } = run.context;
  const context = { ...run.context, plan: aPlan({ scenario: aScenario({ symptom }) }) };
  const versioned = (object: AnyObject, version: string) => ({
    ...object,
    metadata: { ...object.metadata, resourceVersion: version },
  });
  events.forEach((event, index) => streams.events.send('ADDED', versioned(event, String(10 + index))));
  if (pod !== undefined) streams.pods.send('ADDED', versioned(pod, '5'));
  await waitUntil({ for: 'the run to hear it all', within: 10, every: 0.01 }, () => {
    const heard =
      observation.events().length >= events.length && observation.pods().length >= (pod === undefined ? 0 : 1);
    return heard || undefined;
  });
  // The kernel has its time to say something on a death.
  await run.clock.sleep(5000);
  return lookFor(symptom)(context);
}

const firstEnded = (state: ContainerStatus['state']) =>
  podOf(undefined, { status: { containerID: `containerd://${idA}`, restartCount: 0, ready: false, state } });
const eventOn = (kind: string, reason: string, message: string): AnyObject => ({
  metadata: { name: reason.toLowerCase(), namespace: 'lab', uid: reason },
  involvedObject: { kind, name: podOf(undefined).metadata.name },
  reason,
  message,
});

describe('a pod that ended', () => {
  const conditions = [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message: 'The node was low on resource: memory. Threshold quantity: 2, available: 1. ',
    },
  ];
  const ended = (more: Partial<Pod['status']>) => {
    const pod = firstEnded({ terminated: terminated(0, 'Completed') });
    return { ...pod, status: { ...pod.status, phase: 'Succeeded', ...more } };
  };

  test("because the kubelet evicted it is told with the kubelet's words, also where it has completed", async () => {
    const [sighting] = await sightings({ kind: 'evicted', times: 1 }, { pod: ended({ conditions }) });
    expect(sighting?.text).toMatch(
      /^the kubelet evicted pod ledger-\S+ after 20 s: The node was low .* available: 1\.$/,
    );
    expect(sighting).toMatchObject({ after: 20, ended: { death: { exitCode: 0 } } });
  });

  test('and whose containers were removed before they told how they ended has ended when that was heard', async () => {
    const { observation } = run.context;
    const runs = firstEnded({ running: { startedAt: at(0) } });
    streams.pods.send('ADDED', { ...runs, metadata: { ...runs.metadata, resourceVersion: '4' } });
    await waitUntil({ for: 'the instance', within: 10, every: 0.01 }, () => observation.instances()[0]);
    const lost = { exitCode: 137, reason: 'ContainerStatusUnknown', startedAt: null, finishedAt: null };
    const containerStatuses = [{ name: 'app', ready: false, restartCount: 1, state: { terminated: lost } }];
    const status = { phase: 'Failed', conditions, containerStatuses };
    streams.pods.send('MODIFIED', { ...runs, metadata: { ...runs.metadata, resourceVersion: '5' }, status });
    await waitUntil(
      { for: 'the end', within: 10, every: 0.01 },
      () => observation.instances()[0]?.termination ?? undefined,
    );
    expect(await sightings({ kind: 'evicted', times: 1 }, {})).toMatchObject([
      { ended: { death: { exitCode: 137, reason: 'ContainerStatusUnknown' } } },
    ]);
  });

  test('of itself is no eviction', async () => {
    expect(await sightings({ kind: 'evicted', times: 1 }, { pod: ended({}) })).toEqual([]);
  });
});

describe('an end of the container', () => {
  test('by the kernel is an OOM kill, told with the proof', async () => {
    const pod = firstEnded({ terminated: terminated(137, 'Error') });
    const looking = sightings({ kind: 'oom-kill', times: 1 }, { pod });
    await waitUntil({ for: 'the instance', within: 10, every: 0.01 }, () => run.context.observation.instances()[0]);
    const kill = killOf(idA, 20);
    run.readings.killed({ ...kill, lines: [`${kill.lines[0] ?? ''} ${'x'.repeat(200)}`] });
    const [sighting] = await looking;
    expect(sighting?.text).toMatch(/^container app died after 20 s by an OOM kill \(proven; exit 137, Error\): .*…$/);
    expect(sighting?.text.length).toBeLessThan(200);
  });

  test('by itself is one with the code that is looked for', async () => {
    const pod = firstEnded({ terminated: terminated(1, 'Error') });
    expect(await sightings({ kind: 'exit', codes: [1, 2], times: 1 }, { pod })).toMatchObject([
      { text: 'container app died after 20 s by itself (exit 1, Error)', after: 20 },
    ]);
  });

  test('with another code is not what is looked for', async () => {
    const pod = firstEnded({ terminated: terminated(3, 'Error') });
    expect(await sightings({ kind: 'exit', codes: [1], times: 1 }, { pod })).toEqual([]);
  });

  test('that the kubelet has asked for is none by itself', async () => {
    const pod = firstEnded({ terminated: terminated(1, 'Error') });
    const events = [killingEvent('Container app failed liveness probe, will be restarted', 18)];
    expect(await sightings({ kind: 'exit', codes: [1], times: 1 }, { pod, events })).toEqual([]);
  });

  test('for a failing probe is told in the words of the kubelet', async () => {
    const pod = firstEnded({ terminated: terminated(137, 'Error') });
    const events = [killingEvent('Container app failed liveness probe, will be restarted', 18)];
    expect(await sightings({ kind: 'probe-kill', times: 1 }, { pod, events })).toMatchObject([
      { text: expect.stringMatching(/by the kubelet .*: Container app failed liveness probe, will be restarted$/) },
    ]);
  });
});

describe('a container that does not start', () => {
  test('is seen by the reason for which it waits', async () => {
    const pod = firstEnded({ waiting: { reason: 'ImagePullBackOff', message: 'no such tag' } });
    expect(
      await sightings({ kind: 'cannot-start', reasons: ['ErrImagePull', 'ImagePullBackOff'] }, { pod }),
    ).toMatchObject([
      { text: `pod ${pod.metadata.name} waits: ImagePullBackOff (no such tag)`, pod: pod.metadata.name, ended: null },
    ]);
  });

  test('is seen by the event that holds it up', async () => {
    const pod = firstEnded({ waiting: { reason: 'ContainerCreating' } });
    const events = [eventOn('Pod', 'FailedMount', 'configmap "x" not found')];
    expect(await sightings({ kind: 'cannot-start', reasons: ['FailedMount'] }, { pod, events })).toMatchObject([
      { text: `pod ${pod.metadata.name} is held up: FailedMount (configmap "x" not found)` },
    ]);
  });

  test('and was held up for a moment only is not seen', async () => {
    const pod = firstEnded({ running: { startedAt: at(0) } });
    const events = [eventOn('Pod', 'FailedMount', 'timed out')];
    expect(await sightings({ kind: 'cannot-start', reasons: ['FailedMount'] }, { pod, events })).toEqual([]);
  });
});

describe('a container that is not ready', () => {
  test('is seen once it has run for as long as is asked', async () => {
    const pod = firstEnded({ running: { startedAt: new Date(run.clock.now() - 5500).toISOString() } });
    const symptom = (seconds: number): Symptom => ({ kind: 'not-ready', for: seconds });
    expect(await sightings(symptom(10), { pod })).toMatchObject([{ ended: null }]);
    expect(lookFor(symptom(60))(run.context)).toEqual([]);
  });
});

describe('a decoy', () => {
  const readySince = (seconds: number, different: Partial<ContainerStatus> = {}): Pod => {
    const since = new Date(run.clock.now() - seconds * 1000).toISOString();
    const pod = firstEnded({ running: { startedAt: since } });
    const [status] = pod.status?.containerStatuses ?? [];
    if (status === undefined) throw new Error('expected a pod with a container status');
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: since }];
    return {
      ...pod,
      status: { phase: 'Running', conditions, containerStatuses: [{ ...status, ready: true, ...different }] },
    };
  };

  test('is seen once nothing has failed for as long as is asked', async () => {
    expect(await sightings({ kind: 'none', for: 10, deaths: 0 }, { pod: readySince(8) })).toMatchObject([
      { text: expect.stringMatching(/^container app of ledger was ready for .*, and nothing failed$/), pod: null },
    ]);
    expect(lookFor({ kind: 'none', for: 60, deaths: 0 })(run.context)).toEqual([]);
  });

  test('is none while its pod is not ready', async () => {
    const pod = readySince(100);
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: at(0) }];
    expect(
      await sightings({ kind: 'none', for: 10, deaths: 0 }, { pod: { ...pod, status: { ...pod.status, conditions } } }),
    ).toEqual([]);
  });

  test('is none where a container has died that should not have', async () => {
    const lastState = { terminated: terminated(137, 'OOMKilled') };
    const pod = readySince(600, { containerID: `containerd://${idB}`, restartCount: 1, lastState });
    await sightings({ kind: 'none', for: 10, deaths: 0 }, { pod });
    await run.clock.sleep(600_000);
    const seen = [0, 1, 2].map((deaths) => lookFor({ kind: 'none', for: 10, deaths })(run.context).length);
    expect(seen).toEqual([0, 1, 0]);
  });

  test('is none where its old death is not over for long beside the life before it', async () => {
    // It lived for 20 s.
    const lastState = { terminated: terminated(137, 'OOMKilled') };
    const pod = readySince(30, { containerID: `containerd://${idB}`, restartCount: 1, lastState });
    expect(await sightings({ kind: 'none', for: 10, deaths: 1 }, { pod })).toEqual([]);
  });
});

describe('a workload without a pod that runs', () => {
  test('is seen by the scheduler that finds no node', async () => {
    const pod = firstEnded({ waiting: { reason: 'ContainerCreating' } });
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '1 Insufficient memory.' },
    ];
    expect(await sightings({ kind: 'unschedulable' }, { pod: { ...pod, status: { conditions } } })).toMatchObject([
      { text: `pod ${pod.metadata.name} finds no node (1 Insufficient memory.)` },
    ]);
  });

  test('is seen by the API server that refuses its pods', async () => {
    const events = [eventOn('ReplicaSet', 'FailedCreate', 'exceeded quota: team')];
    expect(await sightings({ kind: 'no-pod' }, { events })).toMatchObject([
      { text: 'no pod is created (exceeded quota: team)', pod: null },
    ]);
  });
});

describe('a container that is asked to end', () => {
  const leaving = (exitCode: number, deletionTimestamp: string | undefined): Pod => {
    const pod = firstEnded({ terminated: terminated(exitCode, 'Error') });
    const metadata = { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: 6 };
    return { ...pod, metadata };
  };

  test('is seen with the time that it took', async () => {
    // Its grace is over when it ends, at 20 s.
    expect(await sightings({ kind: 'stop', codes: [137] }, { pod: leaving(137, at(20)) })).toMatchObject([
      {
        text: `container app of ${podOf(undefined).metadata.name} ended with exit code 137 6 s after it was asked to, with a grace period of 6 s`,
        after: 6,
      },
    ]);
  });

  test('is told by the request that it was given, and not by the last one, which has no time left', async () => {
    const symptom: Symptom = { kind: 'stop', codes: [137] };
    const pod = leaving(137, at(20));
    await sightings(symptom, { pod });
    const metadata = {
      ...pod.metadata,
      deletionTimestamp: at(21),
      deletionGracePeriodSeconds: 0,
      resourceVersion: '6',
    };
    streams.pods.send('MODIFIED', { ...pod, metadata });
    await waitUntil({ for: 'the request', within: 10, every: 0.01 }, () =>
      run.context.observation.pods().some((one) => one.metadata.deletionTimestamp === at(21)) ? true : undefined,
    );
    const scenario = aScenario({ symptom });
    expect(lookFor(symptom)({ ...run.context, plan: aPlan({ scenario }) })).toMatchObject([{ after: 6 }]);
  });

  test.each([
    ['with another code', leaving(143, at(20))],
    ['although nobody has asked it', leaving(137, undefined)],
  ])('is not seen where it ended %s', async (_how, pod) => {
    expect(await sightings({ kind: 'stop', codes: [137] }, { pod })).toEqual([]);
  });
});

describe('pods from before the change', () => {
  test.each<[string, Symptom, Pod]>([
    ['end', { kind: 'exit', codes: [1], times: 1 }, firstEnded({ terminated: terminated(1, 'Error') })],
    [
      'wait',
      { kind: 'cannot-start', reasons: ['ImagePullBackOff'] },
      firstEnded({ waiting: { reason: 'ImagePullBackOff' } }),
    ],
  ])('do not show the fault where they %s', async (_what, symptom, pod) => {
    expect(await sightings(symptom, { pod })).toHaveLength(1);
    run.context.earlierPods.add(pod.metadata.uid ?? '');
    expect(lookFor(symptom)({ ...run.context, plan: aPlan({ scenario: aScenario({ symptom }) }) })).toEqual([]);
  });
});

describe('pods that the API server refuses after the remedy', () => {
  const remedyAt = Date.parse(at(0));
  const refusal = (set: string, first: number, last: number): AnyObject => ({
    ...eventOn('ReplicaSet', 'FailedCreate', 'exceeded quota: team'),
    involvedObject: { kind: 'ReplicaSet', name: set },
    firstTimestamp: at(first),
    lastTimestamp: at(last),
  });

  test.each([
    ['show the fault again where a new ReplicaSet is refused for some seconds', refusal('new', 0, 4), true],
    ['do not yet where it was refused just now', refusal('new', 0, 1), false],
    ['do not where they are those of an older ReplicaSet', refusal('old', -60, 4), false],
  ])('%s', async (_what, event, again) => {
    await sightings({ kind: 'no-pod' }, { events: [event] });
    const scenario = aScenario({ symptom: { kind: 'no-pod' } });
    expect(refusedAgain({ ...run.context, plan: aPlan({ scenario }) }, remedyAt)).toBe(again);
  });
});
