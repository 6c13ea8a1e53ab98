import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { readManifests } from '../../src/run/read-manifests.ts';
import { lifetimeOf } from '../../src/run/instance.ts';
import type { ObservedInstance } from '../../src/run/instance.ts';
import { newRunId, namespaceOf } from '../../src/run/id.ts';
import { deleteNamespace, namespaceGone, namespaceObject } from '../../src/run/namespace.ts';
import { Observation } from '../../src/run/observation.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { projectRoot } from '../../src/shared/places.ts';
import { waitUntil } from '../../src/shared/retry.ts';
import { openWitness } from '../../src/witness/open.ts';
import { Readings } from '../../src/witness/readings.ts';
import type { Witness } from '../../src/witness/witness.ts';
import { onNode, testCluster, watchersOn } from './lab.ts';
import { leaklab } from './leaklab.ts';

const hasGroupKill = (cluster: Cluster) =>
  onNode(cluster, 'test -e /sys/fs/cgroup/cgroup.controllers && echo yes || echo no');

describe.skipIf(inject('kindMissing') !== '')('the witness on a kind node', () => {
  const id = newRunId(new Date());
  const namespace = namespaceOf(id);
  const interruptions: string[] = [];
  let cluster: Cluster;
  let witness: Witness;
  let observation: Observation;

  const find = (pod: string) => observation.instances().find((instance) => instance.pod === pod);
  const seen = async (what: string, look: (instance: ObservedInstance) => boolean, pod: string) =>
    waitUntil({ for: `${pod} ${what}`, within: 60, every: 0.1, evidence: () => describeAll(observation) }, () => {
      const instance = find(pod);
      return instance !== undefined && look(instance) ? instance : undefined;
    });
  const deathOf = async (pod: string) => {
    const instance = await seen('to be dead for good', (one) => observation.isSettled(one), pod);
    return observation.deathOf(instance);
  };

  beforeAll(async () => {
    cluster = await testCluster();
    await leaklab(['cluster', 'up']);
    const readings = new Readings((why) => interruptions.push(why));
    witness = await openWitness(cluster, readings);
    const { api } = cluster;
    await api.apply(namespaceObject(namespace, { id, keep: false }));
    const journal = { say: () => undefined, close: async () => undefined };
    observation = new Observation({ api, namespace, readings, journal, clock: systemClock });
    observation.start();
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: 'default' };
    await waitUntil({ for: 'the ServiceAccount', within: 30 }, () =>
      api.get(account).then(
        () => true,
        () => undefined,
      ),
    );
    for (const pod of await readManifests([join(projectRoot, 'test/fixtures/pods/witnessed.yaml')]))
      await api.apply(pod, namespace);
  });

  afterAll(async () => {
    await observation.stop();
    await witness.stop();
    await deleteNamespace(cluster.api, namespace);
    await namespaceGone(cluster.api, namespace);
  });

  test('proves an OOM kill by the kernel line that has the id of the container', async () => {
    const death = await deathOf('greedy');
    const line = death?.proof.find(({ source, text }) => source === 'kernel.log' && text.includes(death.containerId));
    expect({ oom: death?.oom, exitCode: death?.exitCode, line: line !== undefined }).toEqual({
      oom: 'proven',
      exitCode: 137,
      line: true,
    });
  });

  test('has followed the memory of the killed container to the edge of its limit', async () => {
    await deathOf('greedy');
    const shares = find('greedy')?.samples.map(({ usage, limit }) => usage / (limit ?? Infinity)) ?? [];
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
  });

  test('a liveness kill ends with 137 too, and is not called an OOM kill', async () => {
    const death = await deathOf('deaf');
    expect(death, JSON.stringify(death)).toMatchObject({ oom: 'no', exitCode: 137 });
  });

  test('a SIGKILL from elsewhere, with memory far below the limit, is not called an OOM kill', async () => {
    const { containerId } = await seen('to have been sampled', ({ samples }) => samples.length > 4, 'victim');
    const files = `find /sys/fs/cgroup -path '*/cri-containerd-${containerId}.scope/cgroup.procs'`;
    await onNode(cluster, `kill -KILL $(cat $(${files}))`);
    expect(await deathOf('victim')).toMatchObject({ oom: 'no', exitCode: 137, reason: 'Error' });
  });

  test('a child process that is killed alone leaves the pod running, and is counted', async ({ skip }) => {
    // With cgroup v2 the kubelet sets memory.oom.group: all processes of the container die together.
    skip((await hasGroupKill(cluster)) === 'yes', 'cgroup v2 kills all processes of a container');
    const { oomCount, kills } = await seen(
      'to count a kill',
      (one) => one.oomCount !== null && one.kills.length > 0,
      'parent',
    );
    expect(oomCount?.kills).toBe(1);
    expect(kills).toHaveLength(1);
    const [status] =
      observation.pods().find(({ metadata }) => metadata.name === 'parent')?.status?.containerStatuses ?? [];
    expect(status).toMatchObject({ restartCount: 0, state: { running: {} } });
  });

  test('reads each container four times a second or more', async () => {
    const span = (samples: ObservedInstance['samples']) =>
      ((samples.at(-1)?.time ?? 0) - (samples[0]?.time ?? 0)) / 1000;
    const { samples } = await seen('to be watched for 10 s', (one) => span(one.samples) >= 10, 'steady');
    expect((samples.length - 1) / span(samples)).toBeGreaterThanOrEqual(4);
  });

  test('opens its stream again when it breaks, says so, and tells no kill twice', async () => {
    const before = find('greedy')?.kills.length;
    await onNode(cluster, 'pkill -KILL dmesg; pkill -KILL --full EPOCHREALTIME; true').catch(() => undefined);
    await waitUntil({ for: 'a word on the broken stream', within: 20 }, () => interruptions.length > 0 || undefined);
    const from = systemClock.now();
    await seen('to be read again', ({ samples }) => (samples.at(-1)?.time ?? 0) > from + 2000, 'steady');
    expect(interruptions[0]).toContain(`the stream from node ${cluster.nodes[0]} ended`);
    expect(find('greedy')?.kills).toHaveLength(before ?? -1);
  });

  test('leaves nothing running in the node when it has stopped', async () => {
    expect(await watchersOn(cluster)).not.toEqual([]);
    await witness.stop();
    const gone = async () => ((await watchersOn(cluster)).length === 0 ? true : undefined);
    await waitUntil({ for: 'the witness to be gone from the node', within: 10 }, gone);
  });
});

function describeAll(observation: Observation): string {
  return observation
    .instances()
    .map((one) => `${one.pod}: ${one.samples.length} samples, ${one.kills.length} kills, lived ${lifetimeOf(one)} s`)
    .join('; ');
}
