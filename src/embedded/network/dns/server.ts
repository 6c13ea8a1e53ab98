import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { forward } from '../forward.ts';
import type { Names } from '../cluster-names.ts';
import { clusterDomain } from '../cluster-names.ts';
import { answer, codes, parseQuestion, types } from './message.ts';
import { askUpstream } from './upstream.ts';

export interface DnsOptions {
  host: string;
  /** @default 53, the only one that a resolv.conf can mean */
  port?: number;
  names: () => Names;
  /** Whom to ask for what is not of the cluster; undefined: nobody. */
  upstream: string | undefined;
}

/**
 * The cluster's DNS: names of Services are answered here, all others by the machine's own name server.
 * @returns a function that ends it; undefined where the port is not ours to listen on
 */
export async function startDns(options: DnsOptions): Promise<(() => void) | undefined> {
  const { host, port = 53, upstream } = options;
  const socket = createSocket('udp4');
  const bound = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind({ address: host, port, exclusive: true }, () => resolve(true));
  });
  if (!bound) {
    socket.close();
    return undefined;
  }
  let open = true;
  // Whoever asked may be gone: there is nobody to tell.
  socket.on('error', () => {});
  socket.on('message', (message, { address, port }) => {
    const send = async () => {
      const text = await reply(message, options);
      if (text !== undefined && open) socket.send(text, port, address, () => {});
    };
    void send();
  });
  // Over TCP come the questions whose answers are too long, and those are never ours.
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (upstream === undefined) client.resetAndDestroy();
    else forward(client, { address: upstream, port: 53 });
  });
  server.on('error', () => {});
  server.listen({ host, port: socket.address().port, exclusive: true });
  return () => {
    open = false;
    socket.close();
    server.close();
  };
}

async function reply(message: Buffer, { names, upstream }: DnsOptions): Promise<Buffer | undefined> {
  const question = parseQuestion(message);
  if (question === undefined) return undefined;
  const { name, type } = question;
  const addresses = names().get(name);
  if (addresses !== undefined) return answer(question, codes.ok, type === types.A ? addresses : []);
  // A name of one word is a Service that is not there: nobody else is to hear of it.
  if (name === clusterDomain || name.endsWith(`.${clusterDomain}`) || !name.includes('.')) {
    return answer(question, codes.noSuchName);
  }
  const answered = upstream === undefined ? undefined : await askUpstream(upstream, message);
  return answered ?? answer(question, codes.serverFailure);
}
