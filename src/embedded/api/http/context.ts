import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../shared/clock.ts';
import type { NodeAccess } from '../../kubelet/node-access.ts';
import type { Store } from '../../store/store.ts';

/** What every request is answered from. */
export interface ApiContext {
  store: Store;
  node: NodeAccess;
  clock: Clock;
}

/** One request and the answer to it. */
export interface Exchange extends ApiContext {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  /** Path as it was sent, without the query. */
  path: string;
  /** The path's parts, decoded. */
  segments: string[];
  query: URLSearchParams;
  /** Aborted when the client has gone away or the server stops. */
  signal: AbortSignal;
}
