import { createServer } from 'node:https';
import type { Server } from 'node:https';
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../shared/clock.ts';
import type { Clock } from '../../shared/clock.ts';
import { Fault } from '../../shared/errors.ts';
import type { NodeAccess } from '../kubelet/node-access.ts';
import type { Store } from '../store/store.ts';
import { bearer } from './authenticate.ts';
import { handle } from './handle.ts';
import { refuseClient } from './http/refuse-client.ts';
import type { Handling } from './handle.ts';
import { kubeconfig } from './kubeconfig.ts';
import type { Access } from './kubeconfig.ts';
import { createCredentials } from './tls/certificate.ts';

export interface ApiOptions {
  store: Store;
  node: NodeAccess;
  /** Bearer token of the one user. @default a random one */
  token?: string;
  /** @default 127.0.0.1 */
  host?: string;
  /** @default any that is free */
  port?: number;
  clock?: Clock;
  /** Milliseconds in which a whole request has to have come; what is answered may take any time. @default a minute */
  patience?: number;
  /** Told of errors that are defects of ours. @default a warning of the process */
  onDefect?: (thrown: unknown) => void;
}

export interface Api extends Access {
  /** The text of a kubeconfig file for kubectl and the like. */
  kubeconfig(contextName: string): string;
  /** Ends all requests, watches too, and frees the port. */
  stop(): Promise<void>;
}

/** As the real API server (--request-timeout). */
const defaultPatience = 60_000;

/** Bytes: what Go's net/http takes, and much more than Node does by default; a long selector is in the first line. */
const maxHeaderSize = 2 ** 20;

/**
 * Serves a store through the Kubernetes HTTP API, on loopback and over TLS: kubectl drops its token for a plain http
 * server. A Fault where the address or port is taken.
 */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { host = '127.0.0.1', port = 0, clock = systemClock, token = randomBytes(24).toString('base64url') } = options;
  const stopping = new AbortController();
  const handling: Handling = {
    store: options.store,
    node: options.node,
    clock,
    authenticate: bearer(token),
    stopped: stopping.signal,
    onDefect: options.onDefect ?? warn,
  };
  const hosts = [...new Set([host, '127.0.0.1', 'localhost'])];
  const { certificate, key, certificateAuthority } = createCredentials(hosts, clock.now());
  const { patience = defaultPatience } = options;
  const limits = { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience / 4 };
  const server = createServer({ cert: certificate, key, maxHeaderSize, ...limits }, (request, response) => {
    void handle(handling, request, response);
  });
  server.on('clientError', refuseClient);
  const url = await listen(server, host, port);
  const access = { url, token, certificateAuthority };
  return {
    ...access,
    kubeconfig: (contextName) => kubeconfig(access, contextName),
    async stop() {
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const hint = 'leave the port out to take any that is free';
      reject(new Fault('environment', `the API server cannot listen on ${host}:${port}`, { cause, hint }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error(`expected a TCP address, got ${address}`);
  return `https://${host}:${address.port}`;
}

function warn(thrown: unknown): void {
  process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
}
