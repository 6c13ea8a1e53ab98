import { z } from 'zod';
import type { AnyObject } from '../evidence/objects.ts';
import { anyObjectSchema } from '../evidence/objects.ts';
import { systemClock } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import type { Call, Connection, Reply } from './connection.ts';
import { ApiFailure, ApiLost } from './failure.ts';

/** Names one object, or with `name` left out all of a kind. */
export interface Reference {
  apiVersion: string;
  kind: string;
  namespace?: string | undefined;
  name?: string | undefined;
}

export interface ApiOptions {
  /** Seconds for which an API server that does not answer is asked again. */
  patience?: number;
  /** Seconds until one request is given up. */
  timeout?: number;
  clock?: Clock;
}

type Query = Record<string, string | number | boolean | undefined>;

const listSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().optional() }).optional(),
  items: z.array(anyObjectSchema),
});
const resourceListSchema = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

/** What the API server says of itself while it starts, is overloaded or changes its leader: asked again. */
const passing = new Set([429, 500, 502, 503, 504]);

/** Seconds for which one log is followed. */
const longestFollow = 24 * 3600;

/** The Kubernetes HTTP API, as far as leaklab needs it: objects go in and come out as plain JSON. */
export class KubeApi {
  readonly connection: Connection;
  readonly #patience: number;
  readonly #timeout: number;
  readonly #clock: Clock;
  readonly #discovered = new Map<string, Promise<z.infer<typeof resourceListSchema>['resources']>>();

  constructor(connection: Connection, options: ApiOptions = {}) {
    this.connection = connection;
    this.#patience = options.patience ?? 30;
    this.#timeout = options.timeout ?? 10;
    this.#clock = options.clock ?? systemClock;
  }

  async get(reference: Reference, signal?: AbortSignal): Promise<AnyObject> {
    return anyObjectSchema.parse(await this.json('GET', await this.path(reference), { signal }));
  }

  /** All objects of a kind, with the list's resourceVersion to watch from. */
  async list(
    reference: Reference,
    query: Query = {},
    signal?: AbortSignal,
  ): Promise<{ items: AnyObject[]; version: string }> {
    const list = listSchema.parse(await this.json('GET', await this.path(reference), { query, signal }));
    return { items: list.items, version: list.metadata?.resourceVersion ?? '' };
  }

  /** Server-side apply with strict validation: a field that the server does not know is an error, not a silence. */
  async apply(object: AnyObject, namespace?: string, signal?: AbortSignal): Promise<AnyObject> {
    const path = await this.path({ ...referenceOf(object), namespace: object.metadata.namespace ?? namespace });
    const query = { fieldManager: 'lab', force: true, fieldValidation: 'Strict' };
    const call = { query, body: object, contentType: 'application/apply-patch+yaml', signal };
    return anyObjectSchema.parse(await this.json('PATCH', path, call));
  }

  /** A strategic merge patch, as `kubectl patch` sends it. */
  async patch(reference: Reference, patch: unknown, signal?: AbortSignal): Promise<AnyObject> {
    const query = { fieldManager: 'lab', fieldValidation: 'Strict' };
    const call = { query, body: patch, contentType: 'application/strategic-merge-patch+json', signal };
    return anyObjectSchema.parse(await this.json('PATCH', await this.path(reference), call));
  }

  async delete(reference: Reference, signal?: AbortSignal): Promise<void> {
    await this.json('DELETE', await this.path(reference), { query: { propagationPolicy: 'Background' }, signal });
  }

  /** The text of a container's log; `previous` is the log of the instance before the last restart. */
  async log(
    namespace: string,
    pod: string,
    container: string,
    previous: boolean,
    signal?: AbortSignal,
  ): Promise<string> {
    const query = queryString({ container, previous: previous ? true : undefined, limitBytes: 4 * 2 ** 20 });
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log${query}`;
    return (await this.#answer({ method: 'GET', path, timeout: this.#timeout, signal })).text;
  }

  /** The log of the container that runs now, as it is written; ends when the container does. */
  followLog(namespace: string, pod: string, container: string, signal: AbortSignal): AsyncGenerator<string> {
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log${queryString({ container, follow: true })}`;
    return this.connection.chunks({ method: 'GET', path, timeout: longestFollow }, signal);
  }

  /** A request to a pod or Service through the API server's proxy; answers of the app come back as they are. */
  async proxy(
    target: string,
    call: { method: 'GET' | 'POST'; path: string; body?: unknown; signal?: AbortSignal },
  ): Promise<Reply> {
    const body = call.body === undefined ? undefined : JSON.stringify(call.body);
    return this.connection.exchange({
      method: call.method,
      path: `${target}/proxy${call.path}`,
      body,
      timeout: this.#timeout,
      signal: call.signal,
    });
  }

  async json(
    method: Call['method'],
    path: string,
    options: { query?: Query; body?: unknown; contentType?: string; signal?: AbortSignal | undefined } = {},
  ): Promise<unknown> {
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const call = { method, path: path + queryString(options.query ?? {}), body, contentType: options.contentType };
    const reply = await this.#answer({ ...call, timeout: this.#timeout, signal: options.signal });
    try {
      return JSON.parse(reply.text);
    } catch {
      // Something between us and the API server has answered in its place.
      const begin = reply.text.slice(0, 100);
      throw new ApiFailure(reply.status, '', `${method} ${path} was answered with something that is no JSON: ${begin}`);
    }
  }

  /** The path of an object or a list; asks the server which plural a kind has. */
  async path(reference: Reference): Promise<string> {
    const root = reference.apiVersion.includes('/') ? `/apis/${reference.apiVersion}` : `/api/${reference.apiVersion}`;
    const resource = (await this.#resources(root)).find(
      ({ kind, name }) => kind === reference.kind && !name.includes('/'),
    );
    if (resource === undefined) {
      throw new ApiFailure(404, 'NotFound', `the server has no kind ${reference.kind} in ${reference.apiVersion}`);
    }
    const namespace =
      resource.namespaced && reference.namespace !== undefined ? `/namespaces/${reference.namespace}` : '';
    return `${root}${namespace}/${resource.name}${reference.name === undefined ? '' : `/${reference.name}`}`;
  }

  #resources(root: string) {
    const known = this.#discovered.get(root);
    if (known !== undefined) return known;
    const asked = this.json('GET', root).then((answer) => resourceListSchema.parse(answer).resources);
    this.#discovered.set(root, asked);
    asked.catch(() => this.#discovered.delete(root));
    return asked;
  }

  /** Asks until the server answers for good. Every call that leaklab makes can be repeated, so a lost answer costs nothing. */
  async #answer(call: Call): Promise<Reply> {
    const deadline = this.#clock.now() + this.#patience * 1000;
    for (let pause = 200; ; pause = Math.min(pause * 2, 2000)) {
      const failure = await this.connection.exchange(call).then(
        (reply) =>
          reply.status < 400 ? reply : ApiFailure.fromResponse(`${call.method} ${call.path}`, reply.status, reply.text),
        (thrown: unknown) => new Error(messageOf(thrown), { cause: thrown }),
      );
      call.signal?.throwIfAborted();
      if (!(failure instanceof Error)) return failure;
      if (failure instanceof ApiFailure && !passing.has(failure.status)) throw failure;
      if (this.#clock.now() >= deadline) {
        throw new ApiLost(this.connection.server, `${call.method} ${call.path}`, this.#patience, failure);
      }
      await this.#clock.sleep(pause, call.signal);
    }
  }
}

export function referenceOf(object: AnyObject): Reference {
  const { apiVersion, kind, metadata } = object;
  if (apiVersion === undefined || kind === undefined) {
    throw new Fault('usage', `the object ${metadata.name} lacks apiVersion or kind`);
  }
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
}

function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value));
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
