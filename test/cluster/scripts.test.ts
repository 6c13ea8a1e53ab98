import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { readBundle } from '../../src/evidence/read-bundle.ts';
import { podSchema } from '../../src/evidence/objects.ts';
import { runCommand } from '../../src/shared/command.ts';
import { byHand } from './by-hand.ts';
import { hasDockerRegistry, startRegistry } from './docker-registry.ts';
import { nodeOf, onNode, testCluster } from './lab.ts';

const namespaces = ({ api }: Cluster) =>
  api.list({ apiVersion: 'v1', kind: 'Namespace' }).then(({ items }) => items.map(({ metadata }) => metadata.name));

describe.skipIf(inject('kindMissing') !== '')('the incident by hand, verb by verb', () => {
  const namespace = 'by-hand';
  const said = new Map<string, Awaited<ReturnType<typeof byHand>>>();
  const outputOf = (verb: string) => said.get(verb)?.stdout ?? '';
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await testCluster();
    said.set('up', await byHand('up'));
    said.set('deploy', await byHand('deploy', '--namespace', namespace));
    for (const verb of ['trigger', 'collect', 'fix', 'verify', 'down']) said.set(verb, await byHand(verb));
  });

  test('every verb does its part and exits with 0', () => {
    const codes = [...said].map(([verb, { exitCode, stderr }]) => ({ verb, exitCode, stderr }));
    expect(codes).toEqual([...said.keys()].map((verb) => ({ verb, exitCode: 0, stderr: '' })));
  });

  test('each verb tells the next one', () => {
    const told = [...said].map(([, { stdout }]) => /^next: node scripts\/(\w+)\.ts/m.exec(stdout)?.[1]);
    expect(told).toEqual(['deploy', 'trigger', 'collect', 'fix', 'verify', 'down', 'deploy']);
  });

  test('the kubectl lines are shown as they can be typed', () => {
    expect(outputOf('deploy')).toMatch(/^\$ kubectl -n by-hand apply -f \S+manifests$/m);
    const setImage = '$ kubectl -n by-hand set image deployment/data-processor processor=data-processor:1.4.3';
    expect(outputOf('fix').split('\n')).toContain(setImage);
    expect(outputOf('verify')).toContain('$ kubectl -n by-hand rollout status deployment/data-processor');
    expect(outputOf('down')).toContain('$ kubectl delete namespace by-hand');
  });

  test('trigger proves the kill by the kernel line with the id of the container', () => {
    const id = /^id +([0-9a-f]{64})$/m.exec(outputOf('trigger'))?.[1];
    expect(outputOf('trigger')).toMatch(new RegExp(`^kernel .*oom-kill:.*cri-containerd-${id}\\.scope`, 'm'));
    expect(outputOf('trigger')).toContain('exit 137, OOMKilled: an OOM kill, proven by the kernel');
    expect(outputOf('trigger')).toMatch(/^memory +[▁▂▃▄▅▆▇█]{20,} ▏limit 128 MiB$/m);
  });

  test('collect finds the leak, with the curve that trigger saw, and the bundle outlives the namespace', async () => {
    const folder = join(inject('home'), 'by-hand', namespace, 'bundle');
    const { memory, kernelKills } = await readBundle(folder);
    expect(outputOf('collect')).toMatch(/^memory-leak, confidence 0\.\d+: /m);
    expect(memory.flatMap(({ samples }) => samples).length).toBeGreaterThan(20);
    expect(kernelKills.length).toBeGreaterThan(0);
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(['crash.log', 'events.log', 'pod-describe.log', 'resources.log']),
    );
  });

  test('verify gives the verdict of the engine', () => {
    expect(outputOf('verify')).toMatch(/^bounded-buffer: resolved$/m);
  });

  test('down has deleted the namespace', async () => {
    expect(await namespaces(cluster)).not.toContain(namespace);
  });
});

describe.skipIf(inject('kindMissing') !== '')('what the verbs refuse', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await testCluster();
    await cluster.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'foreign' } });
  });
  afterAll(() => cluster.api.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'foreign' }));

  test.each(['deploy', 'down'])('%s leaves a namespace alone that leaklab did not make', async (verb) => {
    const { exitCode, stderr } = await byHand(verb, '--namespace', 'foreign');
    expect(stderr).toContain('the namespace foreign does not carry the label lab.run/id');
    expect(exitCode).toBe(2);
    expect(await namespaces(cluster)).toContain('foreign');
  });
});

const registryMissing = inject('kindMissing') !== '' || !(await hasDockerRegistry());
describe.skipIf(registryMissing)('deploy --registry, with docker-registry on loopback', () => {
  let cluster: Cluster;
  let gateway = '';

  beforeAll(async () => {
    cluster = await testCluster();
    const format = '{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}';
    gateway = (await runCommand('docker', ['inspect', '--format', format, nodeOf(cluster)])).stdout;
  });

  test('the workload runs from images that the node has pulled from the registry', async () => {
    const registry = await startRegistry(gateway);
    const namespace = 'by-registry';
    try {
      const { exitCode, stderr } = await byHand('deploy', '--namespace', namespace, '--registry', registry.address);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      const { items } = await cluster.api.list({ apiVersion: 'v1', kind: 'Pod', namespace });
      const images = items.flatMap((item) => podSchema.parse(item).spec.containers.map(({ image }) => image));
      expect(images).toEqual([`${registry.address}/data-processor:1.4.2`]);
      const events = await cluster.api.list({ apiVersion: 'v1', kind: 'Event', namespace });
      expect(JSON.stringify(events.items)).toContain(
        `Successfully pulled image \\"${registry.address}/data-processor:1.4.2\\"`,
      );
    } finally {
      await byHand('down', '--namespace', namespace);
      await onNode(cluster, `rm -r /etc/containerd/certs.d/${registry.address}`);
      const tags = ['1.4.2', '1.4.3', '1.4.4'].map((release) => `${registry.address}/data-processor:${release}`);
      await runCommand('docker', ['rmi', ...tags], { reject: false });
      await registry.stop();
    }
  });

  test('a registry that the node cannot reach is told with the address on which it would be', async () => {
    const registry = await startRegistry();
    try {
      const { exitCode, stderr } = await byHand('deploy', '--namespace', 'by-registry', '--registry', registry.address);
      expect(stderr).toContain(`let the registry listen on ${gateway}:${registry.address.split(':')[1]} too`);
      expect(exitCode).toBe(3);
    } finally {
      await registry.stop();
    }
  });
});
