import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Backend } from './backends.ts';
import { forward } from './forward.ts';

/** One port of a cluster IP. */
export class PortProxy {
  readonly #host: string;
  readonly #port: number;
  readonly #onFailure: (error: Error) => void;
  readonly #clients = new Set<Socket>();
  #backends: readonly Backend[] = [];
  #server: Server | undefined;
  #turn = 0;

  constructor(host: string, port: number, onFailure: (error: Error) => void) {
    this.#host = host;
    this.#port = port;
    this.#onFailure = onFailure;
  }

  /**
   * From now on new connections go to these, in turn; those that are there stay where they are. With none, nothing
   * listens, so that a client is refused at once.
   */
  lead(backends: readonly Backend[]): void {
    this.#backends = backends;
    if (backends.length === 0) this.#unlisten();
    else if (this.#server === undefined) this.#listen();
  }

  close(): void {
    this.#unlisten();
    for (const client of this.#clients) client.destroy();
  }

  #listen(): void {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => this.#take(client));
    this.#server = server;
    server.on('error', (error) => {
      if (this.#server === server) this.#server = undefined;
      this.#onFailure(error);
    });
    server.listen({ host: this.#host, port: this.#port, exclusive: true });
  }

  #unlisten(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  #take(client: Socket): void {
    const backend = this.#backends[this.#turn % this.#backends.length];
    this.#turn += 1;
    if (backend === undefined) {
      client.resetAndDestroy();
      return;
    }
    this.#clients.add(client);
    client.once('close', () => this.#clients.delete(client));
    forward(client, backend);
    client.resume();
  }
}
