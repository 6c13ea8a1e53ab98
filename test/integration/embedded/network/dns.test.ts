import { Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { startDns } from '../../../../src/embedded/network/dns/server.ts';
import { askUpstream } from '../../../../src/embedded/network/dns/upstream.ts';

const names = new Map([['web.lab.svc.cluster.local', ['127.90.200.1']]]);

/** A port of an address that nothing listens on. */
async function freePort(host: string): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind({ address: host, port: 0 });
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

async function started(host: string, upstream?: string): Promise<Resolver> {
  const port = await freePort(host);
  const end = await startDns({ host, port, names: () => names, upstream });
  onTestFinished(() => end?.());
  const resolver = new Resolver({ timeout: 8000, tries: 1 });
  resolver.setServers([`${host}:${port}`]);
  return resolver;
}

test('a name of the cluster is answered, in any case', async () => {
  const resolver = await started('127.63.2.1');
  expect(await resolver.resolve4('WEB.lab.svc.cluster.local')).toEqual(['127.90.200.1']);
});

test('a name of the cluster has no IPv6 address, which is not to say that it is not there', async () => {
  const resolver = await started('127.63.2.2');
  await expect(resolver.resolve6('web.lab.svc.cluster.local')).rejects.toMatchObject({ code: 'ENODATA' });
});

test('neither an unknown name of the cluster nor a single word is asked for elsewhere', async () => {
  const resolver = await started('127.63.2.3');
  for (const name of ['absent.lab.svc.cluster.local', 'absent']) {
    await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  }
});

test('a name of the world without a name server to ask fails, and the server goes on', async () => {
  const resolver = await started('127.63.2.4', '127.63.2.99');
  await expect(resolver.resolve4('example.org')).rejects.toMatchObject({ code: 'ESERVFAIL' });
  expect(await resolver.resolve4('web.lab.svc.cluster.local')).toEqual(['127.90.200.1']);
});

test('a name server that there is no way to gives no answer', async () => {
  expect(await askUpstream('255.255.255.255', Buffer.from('question'))).toBeUndefined();
});

test('where the port is taken there is no server', async () => {
  const socket = createSocket('udp4');
  socket.bind({ address: '127.63.2.5', port: 0 });
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  const { port } = socket.address();
  expect(await startDns({ host: '127.63.2.5', port, names: () => names, upstream: undefined })).toBeUndefined();
});
