import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { forward } from '../../../src/load/forward.ts';
import type { Forwarding } from '../../../src/load/forward.ts';

let forwarding: Forwarding | undefined;
const servers: Server[] = [];

afterEach(async () => {
  await forwarding?.close();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers each connection with its name, and closes it. */
async function named(name: string): Promise<number> {
  const server = createServer((socket) => socket.end(name));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** All that a connection is answered with; empty where it is closed without a word. */
async function answerAt(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (part) => (text += String(part)));
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
}

test('each connection goes to where it is led at that moment', async () => {
  const ports = [await named('first'), await named('second')];
  forwarding = await forward(async () => connect(ports.shift() ?? 0, '127.0.0.1'));
  expect([await answerAt(forwarding.port), await answerAt(forwarding.port)]).toEqual(['first', 'second']);
});

test('a connection that leads nowhere is closed without a word', async () => {
  forwarding = await forward(async () => undefined);
  expect(await answerAt(forwarding.port)).toBe('');
});

test('a way that cannot be opened closes the connection, and the next one is tried anew', async () => {
  const port = await named('there');
  let tries = 0;
  forwarding = await forward(async () => {
    tries += 1;
    if (tries === 1) throw new Error('no port-forward');
    return connect(port, '127.0.0.1');
  });
  expect([await answerAt(forwarding.port), await answerAt(forwarding.port)]).toEqual(['', 'there']);
});

test('a caller that is gone before the way is open harms nobody', async () => {
  let destroyed: Promise<unknown> = Promise.resolve();
  let opened: () => void = () => {};
  const asked = new Promise<void>((resolve) => (opened = resolve));
  forwarding = await forward(async () => {
    opened();
    await new Promise((resolve) => caller.once('close', resolve));
    // As the stream of a port-forward does, it calls its destruction an error.
    const stream = Duplex.from({ readable: new Duplex({ read() {} }), writable: new Duplex({ write() {} }) });
    destroyed = new Promise((resolve) => stream.once('close', resolve));
    return stream;
  });
  const caller = connect(forwarding.port, '127.0.0.1');
  await asked;
  caller.destroy();
  await destroyed;
  expect(caller.destroyed).toBe(true);
});
