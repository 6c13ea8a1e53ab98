import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/** A client that keeps its connections, as kubectl's and every controller's. */
export class Client {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(kubeconfig: string) {
    const { clusters, users } = kubeconfigSchema.parse(parse(kubeconfig));
    const [{ cluster }] = clusters;
    this.#server = cluster.server;
    this.#token = users[0].user.token;
    this.#agent = new Agent({ keepAlive: true, ca: Buffer.from(cluster['certificate-authority-data'], 'base64') });
  }

  /** The body of the answer; an error for anything but 200 or 201. */
  async call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<string> {
    const response = await this.open(method, path, body);
    const answer = await text(response);
    if (response.statusCode !== 200 && response.statusCode !== 201) throw new Error(`${method} ${path}: ${answer}`);
    return answer;
  }

  /** The answer as it begins. */
  open(method: string, path: string, body?: object): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const request = httpsRequest(`${this.#server}${path}`, { method, agent: this.#agent, headers });
    request.on('error', reject).on('response', resolve);
    request.end(body === undefined ? undefined : JSON.stringify(body));
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}
