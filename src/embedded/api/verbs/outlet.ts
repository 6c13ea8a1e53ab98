import type { ServerResponse } from 'node:http';

/** How many events may wait for a client that does not read: what the store's history keeps anyway, so they cost little. */
const patience = 2000;

/** Milliseconds in which a client has to take something of what is left when its watch is over. */
const lastChance = 10_000;

/**
 * The stream of a watch. Events wait as thunks until the client has taken the ones before; a client that is too far
 * behind is cut off and has to list again, as the API server does it.
 */
export class Outlet {
  readonly #response: ServerResponse;
  readonly #waiting: (() => object)[] = [];
  readonly #closed = new AbortController();
  /** How many of those that wait were there before the watch began: a long list is no slow client. */
  #initial = 0;
  #begun = false;
  #blocked = false;
  #ended = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    response.flushHeaders();
    response.on('drain', () => {
      this.#blocked = false;
      this.#flush();
    });
    response.on('close', () => this.#closed.abort());
  }

  /** Aborted when the connection is gone. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** From here on the client has to keep up. */
  begin(): void {
    this.#initial = this.#waiting.length;
    this.#begun = true;
  }

  send(event: () => object): void {
    if (this.#ended || this.closed.aborted) return;
    this.#waiting.push(event);
    this.#flush();
    if (this.#begun && this.#waiting.length - this.#initial > patience) {
      this.#waiting.length = 0;
      this.#closed.abort();
      this.#response.destroy();
    }
  }

  end(): void {
    this.#ended = true;
    if (this.#blocked) this.#response.setTimeout(lastChance, () => this.#response.destroy());
    this.#flush();
  }

  #flush(): void {
    while (!this.#blocked && !this.closed.aborted) {
      const event = this.#waiting.shift();
      if (event === undefined) break;
      if (this.#initial > 0) this.#initial -= 1;
      this.#blocked = !this.#response.write(`${JSON.stringify(event())}\n`);
    }
    if (this.#ended && this.#waiting.length === 0) this.#response.end();
  }
}
