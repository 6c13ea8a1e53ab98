import type { IncomingMessage, ServerResponse } from 'node:http';
import { StatusError } from '../store/status-error.ts';
import type { Authenticate } from './authenticate.ts';
import { discover, openApi } from './discovery/discover.ts';
import { version } from './discovery/version.ts';
import { answerFailure, answerJson, answerNoPage, answerText } from './http/answer.ts';
import type { ApiContext, Exchange } from './http/context.ts';
import { unauthorized } from './http/errors.ts';
import { badRequest } from '../store/status-errors.ts';
import { streamReadings } from './readings.ts';
import { resource } from './resource.ts';

export interface Handling extends ApiContext {
  authenticate: Authenticate;
  /** Aborted when the server stops. */
  stopped: AbortSignal;
  /** Told of errors that are defects of ours; the client gets an InternalError. */
  onDefect(thrown: unknown): void;
}

const open = new Set(['/healthz', '/livez', '/readyz', '/version']);

/** Answers one request; never throws. */
export async function handle(handling: Handling, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => {
    // An answer that is complete has nobody left to stop, and each abort makes an exception object.
    if (!response.writableFinished) gone.abort();
  });
  const signal = AbortSignal.any([gone.signal, handling.stopped]);
  try {
    const exchange = exchangeOf(handling, request, response, signal);
    if (!open.has(exchange.path) && !handling.authenticate(request.headers.authorization)) throw unauthorized();
    await route(exchange);
  } catch (thrown) {
    if (gone.signal.aborted) return;
    if (!(thrown instanceof StatusError)) handling.onDefect(thrown);
    answerFailure(response, thrown);
  }
}

async function route(exchange: Exchange): Promise<void> {
  const { response, path, segments } = exchange;
  switch (segments[0]) {
    case 'healthz':
    case 'livez':
    case 'readyz':
      answerText(response, 200, 'ok');
      return;
    case 'version':
      answerJson(response, 200, version());
      return;
    case 'openapi':
      if (segments[1] === 'v3') openApi(exchange);
      else answerNoPage(response);
      return;
    case 'api':
    case 'apis':
      if (!discover(exchange)) await resource(exchange);
      return;
    case 'lab':
      if (segments[1] === 'readings') await streamReadings(exchange);
      else answerNoPage(response);
      return;
    default:
      if (path === '/') answerJson(response, 200, { paths: ['/api', '/apis', '/healthz', '/openapi/v3', '/version'] });
      else answerNoPage(response);
  }
}

function exchangeOf(
  { store, node, clock }: Handling,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Exchange {
  const url = request.url ?? '/';
  const cut = url.indexOf('?');
  const path = cut === -1 ? url : url.slice(0, cut);
  const query = new URLSearchParams(cut === -1 ? '' : url.slice(cut + 1));
  const segments = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  return { store, node, clock, request, response, method: request.method ?? 'GET', path, segments, query, signal };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`invalid URL escape in "${part}"`);
  }
}
