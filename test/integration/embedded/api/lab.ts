import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { startApi } from '../../../../src/embedded/api/start-api.ts';
import type { Api } from '../../../../src/embedded/api/start-api.ts';
import type { LogOptions, NodeAccess } from '../../../../src/embedded/kubelet/node-access.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { NewObject } from '../../../../src/embedded/store/object.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';

/** A node on which every pod is at 127.0.0.1, uses the same and has said the same. */
export class FakeNode implements NodeAccess {
  /** What was asked for last. */
  asked: LogOptions | undefined;
  lines = ['one\n', 'two\n'];

  async *log(_namespace: string, _pod: string, options: LogOptions, signal: AbortSignal): AsyncGenerator<Buffer> {
    this.asked = options;
    for (const line of this.lines) yield Buffer.from(line);
    if (options.follow === true) await setTimeout(60_000, undefined, { signal }).catch(() => undefined);
  }

  address(): string {
    return '127.0.0.1';
  }

  usage() {
    return { at: Date.now(), windowSeconds: 10, containers: [{ name: 'app', memory: 64 * 2 ** 20, cpu: 0.25 }] };
  }

  async *readings(): AsyncGenerator<never> {}
}

export interface Answer {
  status: number;
  text: string;
  /** The body as JSON; undefined where it is none. */
  json: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

export interface Request {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A store with the namespace "lab" behind a real API server, and a client for it. */
export class Lab {
  readonly store: Store;
  readonly node: FakeNode;
  readonly api: Api;
  readonly #defects: unknown[];

  private constructor(store: Store, node: FakeNode, api: Api, defects: unknown[]) {
    this.store = store;
    this.node = node;
    this.api = api;
    this.#defects = defects;
  }

  static async start(options: { patience?: number } = {}): Promise<Lab> {
    const store = createStore();
    for (const name of ['lab', 'default']) {
      store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
    const node = new FakeNode();
    const defects: unknown[] = [];
    const api = await startApi({ store, node, onDefect: (thrown) => defects.push(thrown), ...options });
    return new Lab(store, node, api, defects);
  }

  create(resource: string, object: NewObject) {
    return this.store.create(resource, object);
  }

  async call(method: string, path: string, { body, headers = {} }: Request = {}): Promise<Answer> {
    const response = await this.open(method, path, { body, headers });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    return { status: response.statusCode ?? 0, text, json: jsonOf(text), headers: response.headers };
  }

  /** The answer as it begins; for watches and logs that go on. */
  open(method: string, path: string, { body, headers = {} }: Request = {}): Promise<IncomingMessage> {
    const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    // Node gives a DELETE neither a length nor chunks of its own accord.
    const type =
      sent === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) };
    return new Promise((resolve, reject) => {
      const request = httpsRequest(`${this.api.url}${path}`, {
        method,
        ca: this.api.certificateAuthority,
        agent: false,
        headers: { authorization: `Bearer ${this.api.token}`, ...type, ...headers },
      });
      request.on('error', reject).on('response', (response) => {
        // A watch that the server cuts off ends with an error; who reads it sees that.
        resolve(response.on('error', () => undefined));
      });
      request.end(sent);
    });
  }

  /** Fails where the server has called something a defect of its own. */
  async stop(): Promise<void> {
    await this.api.stop();
    if (this.#defects.length > 0) throw new AggregateError(this.#defects, 'the API server met defects');
  }
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

export const pod = (name: string, spec: object = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'lab', labels: { app: 'ledger' } },
  spec: { containers: [{ name: 'app', image: 'ledger:1' }], ...spec },
});

export const configMap = (name: string, data: Record<string, string> = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'lab' },
  data,
});

export const deployment = (name: string, replicas = 2): NewObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'lab', labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'app', image: 'ledger:1' }] },
    },
  },
});
