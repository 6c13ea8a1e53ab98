import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { KubeConfig } from '@kubernetes/client-node';
import { Fault, messageOf } from '../shared/errors.ts';
import { ApiFailure } from './failure.ts';
import { openPort } from './port-forward.ts';

export interface Reply {
  status: number;
  text: string;
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the API server, with its query. */
  path: string;
  contentType?: string | undefined;
  body?: string | undefined;
  /** Seconds until the call is given up. */
  timeout: number;
  signal?: AbortSignal | undefined;
}

/**
 * Bytes to and from one API server, with the credentials of a kubeconfig file.
 * Requests are sent raw: the typed clients drop fields that their models lack, so that a typo in a manifest would never
 * reach the server's strict validation (kubernetes-client/javascript issue 2962).
 */
export class Connection {
  readonly server: string;
  /** The context, and the namespace that it has. */
  readonly context: { name: string; namespace: string };
  readonly #config: KubeConfig;

  private constructor(config: KubeConfig, server: string) {
    this.#config = config;
    this.server = server;
    const name = config.getCurrentContext();
    this.context = { name, namespace: config.getContextObject(name)?.namespace ?? 'default' };
  }

  /** Reads the kubeconfig file; a Fault where it, the context or its cluster is missing. */
  static open(kubeconfig: string, context: string): Connection {
    const config = load(kubeconfig);
    if (!config.getContexts().some(({ name }) => name === context)) {
      const names = config.getContexts().map(({ name }) => name);
      const message = `no context "${context}" in ${kubeconfig}; it has ${names.join(', ') || 'none'}`;
      throw new Fault('usage', message, { hint: 'kubectl config get-contexts' });
    }
    config.setCurrentContext(context);
    const server = config.getCurrentCluster()?.server;
    if (server === undefined) throw new Fault('usage', `the context "${context}" in ${kubeconfig} names no cluster`);
    return new Connection(config, server);
  }

  /** Whether the kubeconfig file has the context. */
  static has(kubeconfig: string, context: string): boolean {
    return load(kubeconfig)
      .getContexts()
      .some(({ name }) => name === context);
  }

  /** The current context of the kubeconfig file; undefined where it names none. */
  static currentContext(kubeconfig: string): string | undefined {
    const name = load(kubeconfig).getCurrentContext();
    // The library's own word for none.
    return name === '' || name === 'undefined' ? undefined : name;
  }

  /** One request, one whole answer. */
  async exchange(call: Call): Promise<Reply> {
    const response = await this.#send(call, withDeadline(call, call.signal));
    return { status: response.statusCode ?? 0, text: await textOf(response) };
  }

  /**
   * One request whose answer is read as it comes. Ends when the server does; an error after the call's timeout, for a
   * connection that died without a word looks like a quiet one. Any answer but 200 is an ApiFailure.
   */
  async *chunks(call: Call, signal: AbortSignal): AsyncGenerator<string> {
    const response = await this.#send(call, withDeadline(call, signal));
    if (response.statusCode !== 200) {
      const request = `${call.method} ${call.path}`;
      throw ApiFailure.fromResponse(request, response.statusCode ?? 0, await textOf(response));
    }
    response.setEncoding('utf8');
    for await (const chunk of response) yield String(chunk);
  }

  /** The same line by line, as a watch is read; empty lines are left out. */
  async *lines(call: Call, signal: AbortSignal): AsyncGenerator<string> {
    let rest = '';
    for await (const chunk of this.chunks(call, signal)) {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop() ?? '';
      yield* parts.filter((part) => part !== '');
    }
  }

  /** A byte stream to a port of a pod. */
  async openPort(namespace: string, pod: string, port: number): Promise<Duplex> {
    return openPort(this.#config, namespace, pod, port);
  }

  async #send(call: Call, signal: AbortSignal): Promise<IncomingMessage> {
    const url = new URL(this.server + call.path);
    const options: RequestOptions = {
      method: call.method,
      signal,
      headers: {
        accept: 'application/json',
        'user-agent': 'leaklab',
        ...(call.body === undefined ? {} : { 'content-type': call.contentType ?? 'application/json' }),
      },
    };
    await this.#config.applyToHTTPSOptions(options);
    const open = url.protocol === 'http:' ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const request = open(url, options, resolve);
      request.on('error', (cause) => reject(signal.aborted ? reasonOf(signal, cause) : cause));
      request.end(call.body);
    });
  }
}

function load(kubeconfig: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(kubeconfig);
  } catch (cause) {
    throw new Fault('environment', `the kubeconfig file ${kubeconfig} cannot be read`, { cause });
  }
  return config;
}

function withDeadline(call: Call, signal: AbortSignal | undefined): AbortSignal {
  const deadline = AbortSignal.timeout(call.timeout * 1000);
  return signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function reasonOf(signal: AbortSignal, cause: Error): Error {
  const { reason } = signal;
  return reason instanceof Error ? reason : new Error(messageOf(reason), { cause });
}
