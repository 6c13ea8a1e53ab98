import { describe, expect, test } from 'vitest';
import type { TestNode } from '../kubelet/node.ts';
import { startNode } from '../kubelet/node.ts';

/** Looks up the names of its arguments and ends; one with a `+` until it is found. */
const asking = `
  import { lookup } from 'node:dns/promises';
  for (const wanted of process.argv.slice(2)) {
    const name = wanted.replace('+', '');
    for (;;) {
      const found = await lookup(name, { all: true, family: 4 }).then(
        (all) => all.map(({ address }) => address).sort().join(' '),
        (error) => error.code,
      );
      if (wanted.endsWith('+') && found === 'ENOTFOUND') continue;
      console.log(name + ': ' + found);
      break;
    }
  }
`;

/** Makes a Service with endpoints. */
function service(node: TestNode, name: string, clusterIP: string, endpoints: object[] = []): void {
  const metadata = { name, namespace: 'lab' };
  node.store.create('services', { apiVersion: 'v1', kind: 'Service', metadata, spec: { clusterIP, ports: [] } });
  node.store.create('endpointslices.discovery.k8s.io', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${name}-1`, namespace: 'lab', labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints,
    ports: [],
  });
}

/** Starts a pod of one script that runs once. */
function start(node: TestNode, script: string, args: string[], spec: Record<string, unknown> = {}): void {
  const image = node.image(script);
  node.create('asking', { restartPolicy: 'Never', ...spec, containers: [{ name: 'main', image, args }] });
}

/** The lines that it wrote until its end. */
async function lines(node: TestNode): Promise<string[]> {
  await node.until('asking', 'over', ({ state }) => state.terminated !== undefined);
  return (await node.log('asking')).trimEnd().split('\n');
}

const namespaces = await (async () => {
  await using node = await startNode();
  return !node.kubelet.describe().includes('no names');
})();

describe.skipIf(!namespaces).for([
  ['by DNS', undefined],
  ['by hosts files', 'hosts'],
] as const)('a pod finds Services %s', ([, names]) => {
  test('by short and full names, and headless ones by all that are ready', async ({ skip }) => {
    await using node = await startNode({ names });
    skip(names === undefined && !node.kubelet.describe().includes('names by DNS'), 'port 53 is not ours');
    service(node, 'web', '127.90.200.1');
    service(node, 'peers', 'None', [
      { addresses: ['127.90.1.1'], hostname: 'first' },
      { addresses: ['127.90.1.2'] },
      { addresses: ['127.90.1.3'], conditions: { ready: false } },
    ]);
    const wanted = ['web', 'web.lab', 'web.lab.svc', 'web.lab.svc.cluster.local', 'peers', 'first.peers'];
    start(node, asking, wanted);
    expect(await lines(node)).toEqual([
      'web: 127.90.200.1',
      'web.lab: 127.90.200.1',
      'web.lab.svc: 127.90.200.1',
      'web.lab.svc.cluster.local: 127.90.200.1',
      'peers: 127.90.1.1 127.90.1.2',
      'first.peers: 127.90.1.1',
    ]);
  });

  test('that are made while it runs', async () => {
    await using node = await startNode({ names });
    service(node, 'early', '127.90.200.1');
    start(node, asking, ['early', 'late+']);
    await node.until('asking', 'running', ({ state }) => state.running !== undefined);
    service(node, 'late', '127.90.200.2');
    expect(await lines(node)).toEqual(['early: 127.90.200.1', 'late: 127.90.200.2']);
  });
});

describe.skipIf(!namespaces)('in a pod', () => {
  test('a Service that is not there is not found, at once', async ({ skip }) => {
    await using node = await startNode();
    skip(!node.kubelet.describe().includes('names by DNS'), 'port 53 is not ours');
    start(node, asking, ['absent', 'absent.lab.svc.cluster.local']);
    expect(await lines(node)).toEqual(['absent: ENOTFOUND', 'absent.lab.svc.cluster.local: ENOTFOUND']);
  });

  test('its own name and its host aliases are in /etc/hosts, as the kubelet writes it', async () => {
    await using node = await startNode();
    const script = `
      import { readFileSync } from 'node:fs';
      import { hostname } from 'node:os';
      console.log(hostname());
      console.log(readFileSync('/etc/hosts', 'utf8').trimEnd());`;
    start(node, script, [], {
      hostname: 'me',
      subdomain: 'peers',
      hostAliases: [{ ip: '127.90.3.3', hostnames: ['db', 'db.example'] }],
    });
    const [hostname, ...hosts] = await lines(node);
    expect([hostname, ...hosts.slice(7)]).toEqual([
      'me',
      `${node.pod('asking')?.status.podIP}\tme.peers.lab.svc.cluster.local\tme`,
      '',
      '# Entries added by HostAliases.',
      '127.90.3.3\tdb\tdb.example',
    ]);
  });
});
