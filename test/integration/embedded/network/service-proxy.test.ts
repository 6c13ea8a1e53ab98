import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startServiceProxy } from '../../../../src/embedded/network/service-proxy.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import { systemClock } from '../../../../src/shared/clock.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';

const clusterIP = '127.63.200.1';
let store: Store;

beforeEach(() => {
  store = createStore();
  for (const name of ['lab', 'default']) {
    store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
  onTestFinished(startServiceProxy(store, systemClock));
});

interface Endpoint {
  address: string;
  conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
}

function service(port: number): void {
  const spec = { clusterIP, ports: [{ name: 'http', port, protocol: 'TCP', targetPort: 'web' }] };
  store.create('services', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'app', namespace: 'lab' }, spec });
}

/** Sets what the Service's slice says. */
function endpoints(port: number, all: Endpoint[]): void {
  const key = { resource: 'endpointslices.discovery.k8s.io', namespace: 'lab', name: 'app-1' };
  const fields = {
    addressType: 'IPv4',
    ports: [{ name: 'http', port, protocol: 'TCP' }],
    endpoints: all.map(({ address, conditions }) => ({ addresses: [address], conditions })),
  };
  if (store.find(key) !== undefined) {
    store.modify(key, (slice) => ({ ...slice, ...fields }));
    return;
  }
  const metadata = { name: key.name, namespace: 'lab', labels: { 'kubernetes.io/service-name': 'app' } };
  store.create(key.resource, { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, ...fields });
}

/** A program at an address, as a pod's; gives its port. */
async function listen(address: string, port: number, onClient: (client: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, onClient);
  server.listen(port, address);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('expected a port');
  return bound.port;
}

/** What is heard at the Service: the whole answer, or the code of the error. */
async function ask(port: number, said = ''): Promise<string> {
  const client = connect({ host: clusterIP, port, allowHalfOpen: true });
  client.end(said);
  return text(client).catch((thrown: unknown) =>
    thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown),
  );
}

async function untilHeard(port: number, wanted: string): Promise<string> {
  let heard = '';
  const wait = { for: `"${wanted}" at the Service`, within: 10, every: 0.02, evidence: () => heard };
  return waitUntil(wait, async () => {
    heard = await ask(port);
    return heard === wanted ? heard : undefined;
  });
}

test('a cluster IP leads to its endpoints in turn, on the port that their slice names', async () => {
  const web = await listen('127.63.1.1', 0, (client) => client.end('one'));
  await listen('127.63.1.2', web, (client) => client.end('two'));
  service(8301);
  endpoints(web, [{ address: '127.63.1.1' }, { address: '127.63.1.2' }]);
  await untilHeard(8301, 'one');
  expect([await ask(8301), await ask(8301), await ask(8301), await ask(8301)]).toEqual(['two', 'one', 'two', 'one']);
});

test('what a client says arrives whole, and it hears the answer after it has ended its own side', async () => {
  const web = await listen('127.63.1.3', 0, (client) => void text(client).then((said) => client.end(said)));
  service(8302);
  endpoints(web, [{ address: '127.63.1.3' }]);
  await untilHeard(8302, '');
  const long = 'x'.repeat(3_000_000);
  expect((await ask(8302, long)) === long).toBe(true);
});

test('without an endpoint that is ready a client is refused', async () => {
  const web = await listen('127.63.1.4', 0, (client) => client.end('here'));
  service(8303);
  endpoints(web, [{ address: '127.63.1.4' }]);
  await untilHeard(8303, 'here');
  endpoints(web, [{ address: '127.63.1.4', conditions: { ready: false } }]);
  await untilHeard(8303, 'ECONNREFUSED');
  endpoints(web, [{ address: '127.63.1.4', conditions: { ready: true } }]);
  expect(await untilHeard(8303, 'here')).toBe('here');
});

test('where all endpoints are ending, those that still serve are asked', async () => {
  const web = await listen('127.63.1.5', 0, (client) => client.end('still'));
  service(8304);
  endpoints(web, [{ address: '127.63.1.5', conditions: { ready: false, serving: true, terminating: true } }]);
  expect(await untilHeard(8304, 'still')).toBe('still');
});

test('an endpoint that refuses resets the connection, and the proxy goes on', async () => {
  service(8305);
  endpoints(9, [{ address: '127.63.1.6' }]);
  await untilHeard(8305, 'ECONNRESET');
  expect(await untilHeard(8305, 'ECONNRESET')).toBe('ECONNRESET');
});

test('nothing listens for a Service that is gone', async () => {
  const web = await listen('127.63.1.7', 0, (client) => client.end('here'));
  service(8306);
  endpoints(web, [{ address: '127.63.1.7' }]);
  await untilHeard(8306, 'here');
  store.delete({ resource: 'services', namespace: 'lab', name: 'app' });
  expect(await untilHeard(8306, 'ECONNREFUSED')).toBe('ECONNREFUSED');
});

test('a port that another program has on all addresses is told as an event of the Service', async () => {
  const web = await listen('0.0.0.0', 0, (client) => client.end('the machine'));
  service(web);
  endpoints(1, [{ address: '127.63.1.8' }]);
  const wait = { for: 'an event', within: 10, every: 0.02 };
  const event = await waitUntil(wait, () => store.list({ resource: 'events', namespace: 'lab' }).items[0]);
  expect(event).toMatchObject({
    type: 'Warning',
    reason: 'FailedToListen',
    involvedObject: { kind: 'Service', name: 'app' },
    message: expect.stringContaining('another program of this machine listens on this port, on all addresses'),
  });
});
