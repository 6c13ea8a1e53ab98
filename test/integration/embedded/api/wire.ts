import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A wire to a server on this machine that can be cut, and kept cut for a while. */
export class Wire {
  readonly port: number;
  readonly #server: Server;
  readonly #ends: Set<Socket>;
  #whole = true;

  private constructor(server: Server, ends: Set<Socket>, port: number) {
    this.#server = server;
    this.#ends = ends;
    this.port = port;
  }

  static async to(target: number): Promise<Wire> {
    const ends = new Set<Socket>();
    const server = createServer((near) => {
      if (!wire.#whole) {
        near.destroy();
        return;
      }
      const far = connect(target, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        ends.add(one);
        // Whoever is cut off sees it as an error of its own.
        one.on('error', () => undefined).on('close', () => (ends.delete(one), other.destroy()));
        one.pipe(other);
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const wire = new Wire(server, ends, addressOf(server).port);
    return wire;
  }

  /** Ends every connection; new ones are taken unless it stays cut. */
  cut(): void {
    for (const end of this.#ends) end.destroy();
  }

  /** Cuts, and takes no connection before `mend`. */
  stayCut(): void {
    this.#whole = false;
    this.cut();
  }

  mend(): void {
    this.#whole = true;
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the wire listens on no port');
  return address;
}
