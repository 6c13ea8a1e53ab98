import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../../shared/errors.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { Exchange } from '../http/context.ts';
import type { Backend } from '../../network/backends.ts';
import { serviceUnavailable } from '../http/errors.ts';
import type { ObjectTarget } from '../target.ts';
import { parseProxyName, podBackend, serviceBackend } from './backend.ts';

/** Not for the app: what belongs to this connection, and the token that opens the cluster. */
const ownHeaders = ['authorization', 'connection', 'host', 'keep-alive', 'transfer-encoding', 'upgrade', 'te'];

/** Any method on pods/NAME/proxy/… and services/NAME/proxy/…: the app's own answer, whatever it is. */
export async function proxy(exchange: Exchange, { kind, namespace = '', name }: ObjectTarget): Promise<void> {
  const named = parseProxyName(name);
  if (named === undefined) throw badRequest(`invalid proxy target "${name}"`);
  if (named.scheme !== '' && named.scheme !== 'http') {
    throw badRequest(`this cluster proxies to http only, got the scheme "${named.scheme}"`);
  }
  const backendOf = kind.resource === 'pods' ? podBackend : serviceBackend;
  const backend = backendOf(exchange, namespace, named);
  const answer = await forward(exchange, backend);
  exchange.response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
  await pipeline(answer, exchange.response);
}

function forward(exchange: Exchange, { address, port }: Backend): Promise<IncomingMessage> {
  const { request, method, signal } = exchange;
  return new Promise((resolve, reject) => {
    const options = {
      host: address,
      port,
      method,
      path: pathBelow(exchange),
      headers: passedOn(request.headers),
      signal,
    };
    const outgoing = httpRequest(options, resolve);
    outgoing.on('error', (thrown) => reject(unreachable(thrown, address, port)));
    request.pipe(outgoing);
  });
}

/** What follows /api/v1/namespaces/NAMESPACE/PLURAL/NAME/proxy, exactly as it was sent. */
function pathBelow({ path, request }: Exchange): string {
  const below = path.split('/').slice(8).join('/');
  const url = request.url ?? '';
  return `/${below}${url.includes('?') ? url.slice(url.indexOf('?')) : ''}`;
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ownHeaders.includes(name)));
}

/** In the words of Go's dialer, which is what people search for. */
function unreachable(thrown: Error, address: string, port: number): Error {
  const code = 'code' in thrown ? thrown.code : undefined;
  const why =
    code === 'ECONNREFUSED' ? 'connect: connection refused' : code === 'ECONNRESET' ? 'EOF' : messageOf(thrown);
  return serviceUnavailable(`error trying to reach service: dial tcp ${address}:${port}: ${why}`);
}
