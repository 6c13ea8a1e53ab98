import { createSocket } from 'node:dgram';
import { existsSync, readFileSync } from 'node:fs';
import { isIP, isIPv6 } from 'node:net';

/** Milliseconds; the resolver that asked us gives up at about the same time. */
const patience = 5000;

/** The machine's own name server; undefined where it has none. */
export function machineNameServer(file = '/etc/resolv.conf'): string | undefined {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const servers = [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, server = '']) => server);
  return servers.find((server) => isIP(server) !== 0);
}

/** Passes a question on as it is; undefined when no answer comes. */
export function askUpstream(server: string, question: Buffer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(server) ? 'udp6' : 'udp4');
    const end = (reply: Buffer | undefined) => {
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    };
    const timer = setTimeout(() => end(undefined), patience);
    timer.unref();
    socket.once('error', () => end(undefined));
    socket.once('message', end);
    // Not as the callback of connect, which is called with an error too where there is no way to the server.
    socket.once('connect', () => socket.send(question));
    socket.connect(53, server);
  });
}
