import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Duplex } from 'node:stream';

export interface Forwarding {
  /** On 127.0.0.1. */
  port: number;
  close(): Promise<void>;
}

/**
 * Listens on a free loopback port and leads each connection to where `open` says at that moment; a connection that
 * leads nowhere is closed without a word, as it is by a Service without a ready pod.
 */
export async function forward(open: () => Promise<Duplex | undefined>): Promise<Forwarding> {
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    // A peer that is gone ends the connection, which is all there is to know of it.
    lead(socket, open).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server.address()),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

async function lead(socket: Socket, open: () => Promise<Duplex | undefined>): Promise<void> {
  // Until the other end is there, nobody else hears of an error.
  socket.on('error', () => {});
  const pod = await open();
  // A stream that is destroyed before its time says so as an error, which would end the process where nobody hears it.
  pod?.on('error', () => {});
  if (pod === undefined || socket.destroyed) {
    pod?.destroy();
    socket.destroy();
    return;
  }
  socket.once('close', () => pod.destroy());
  pod.once('close', () => socket.destroy());
  await Promise.all([pipeline(socket, pod), pipeline(pod, socket)]);
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port while it listens');
  return address.port;
}
