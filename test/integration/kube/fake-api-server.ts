import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { KubeApi } from '../../../src/kube/api.ts';
import type { ApiOptions } from '../../../src/kube/api.ts';
import { Connection } from '../../../src/kube/connection.ts';

export interface SeenRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: string;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => void;

export interface ServerOptions {
  /** Serves HTTPS with this certificate; plain HTTP where it is left out. */
  tls?: { key: string; cert: string };
  /** In the kubeconfig's user. */
  token?: string;
}

const discovery: Record<string, [name: string, kind: string, namespaced: boolean][]> = {
  '/api/v1': [
    ['events', 'Event', true],
    ['namespaces', 'Namespace', false],
    ['nodes', 'Node', false],
    ['pods/log', 'Pod', true],
    ['pods', 'Pod', true],
    ['services', 'Service', true],
    ['serviceaccounts', 'ServiceAccount', true],
  ],
  '/apis/apps/v1': [
    ['deployments/scale', 'Scale', true],
    ['deployments', 'Deployment', true],
  ],
};

/**
 * An API server whose answers a test writes down: real HTTP, no Kubernetes. What was not written down is "not found";
 * discovery is there from the start.
 */
export class FakeApiServer {
  readonly requests: SeenRequest[] = [];
  /** Path of a kubeconfig whose context is `fake`. */
  readonly kubeconfig: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fake-api-'));
  readonly #server: Server;
  readonly #options: ServerOptions;
  readonly #answers = new Map<string, Answer[]>();
  #port = 0;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.kubeconfig = join(this.#folder, 'kubeconfig');
    const listener = (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response);
    this.#server = options.tls === undefined ? createHttpServer(listener) : createHttpsServer(options.tls, listener);
    for (const [root, kinds] of Object.entries(discovery)) {
      const resources = kinds.map(([name, kind, namespaced]) => ({ name, kind, namespaced }));
      this.on(`GET ${root}`, json({ kind: 'APIResourceList', resources }));
    }
  }

  static async start(options: ServerOptions = {}): Promise<FakeApiServer> {
    const server = new FakeApiServer(options);
    await server.listen();
    writeFileSync(server.kubeconfig, JSON.stringify(server.#config()));
    return server;
  }

  /** Listens, on the same port as before when it did so before. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = z.object({ port: z.number() }).parse(this.#server.address()).port;
  }

  /** Refuses connections and cuts those that are open. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async close(): Promise<void> {
    await this.refuse();
    rmSync(this.#folder, { recursive: true });
  }

  /**
   * What `what` is answered with: each of the answers once, the last one from then on.
   * @param what "GET /api/v1/nodes"; "WATCH …" for a GET with `watch=true`; "PATCH *" for what nothing else is said of
   */
  on(what: string, ...answers: Answer[]): void {
    this.#answers.set(what, answers);
  }

  api(options: ApiOptions = {}): KubeApi {
    return new KubeApi(Connection.open(this.kubeconfig, 'fake'), options);
  }

  /** "METHOD /path" of all requests but those for discovery. */
  asked(): string[] {
    return this.requests.filter(({ path }) => !(path in discovery)).map(nameOf);
  }

  #config(): object {
    const scheme = this.#options.tls === undefined ? 'http' : 'https';
    const server = `${scheme}://127.0.0.1:${this.#port}`;
    const ca = this.#options.tls?.cert;
    const trust =
      ca === undefined
        ? { 'insecure-skip-tls-verify': true }
        : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
    return {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'fake',
      clusters: [{ name: 'fake', cluster: { server, ...trust } }],
      users: [{ name: 'tester', user: this.#options.token === undefined ? {} : { token: this.#options.token } }],
      contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'tester' } }],
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://server');
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: await text(request),
    };
    this.requests.push(seen);
    const answers = this.#answers.get(nameOf(seen)) ?? this.#answers.get(`${seen.method} *`) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    (answer ?? failure(404, 'NotFound', `${seen.path} was not found`))(response, seen);
  }
}

function nameOf({ method, path, query }: SeenRequest): string {
  return `${query['watch'] === 'true' ? 'WATCH' : method} ${path}`;
}

/** Answers with a value as JSON. */
export function json(value: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
}

/** Answers with a Status object, as the API server says no. */
export function failure(code: number, reason: string, message: string): Answer {
  return json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, code);
}

export function plain(status: number, body: string): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  };
}

/** Takes the request and says nothing. */
export const silence: Answer = () => undefined;

/** Cuts the connection. */
export const cut: Answer = (response) => {
  response.destroy();
};

export function list(version: string, ...items: object[]): Answer {
  return json({ kind: 'List', metadata: { resourceVersion: version }, items });
}

/** A watch that says `events`, then ends. */
export function events(...events: object[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  };
}

/** A watch that says `events` and stays open. */
export function openEvents(...events: object[]): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    for (const event of events) response.write(`${JSON.stringify(event)}\n`);
  };
}

/** A watch that says what the test tells it to, when it tells it. */
export function liveEvents(): { answer: Answer; send(type: string, object: object): void } {
  const listeners: ServerResponse[] = [];
  const said: string[] = [];
  return {
    answer(response) {
      response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
      for (const line of said) response.write(line);
      listeners.push(response);
    },
    send(type, object) {
      const line = `${JSON.stringify({ type, object })}\n`;
      said.push(line);
      for (const response of listeners) response.write(line);
    },
  };
}
