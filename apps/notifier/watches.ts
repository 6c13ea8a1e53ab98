import type { Changes } from './changes.ts';
import { readOrder } from './order.ts';
import type { OpenWatch, Watch } from './watch.ts';

/** The watches of all visitors; each gets the next order. */
export class Watches {
  readonly #open: OpenWatch;
  readonly #changes: Changes;
  readonly #signOfLife: number;
  readonly #current = new Map<number, Watch>();
  #opened = 0;
  #told = 0;

  /** @param signOfLife - milliseconds between two signs of life to a visitor */
  constructor(open: OpenWatch, changes: Changes, signOfLife: number) {
    this.#open = open;
    this.#changes = changes;
    this.#signOfLife = signOfLife;
  }

  /** @returns the number of the order that is watched */
  open(): number {
    this.#opened += 1;
    const id = this.#opened;
    const tell = (): void => {
      this.#told += 1;
    };
    const watched = { changes: this.#changes, order: readOrder(id), signOfLife: this.#signOfLife, tell };
    this.#current.set(id, this.#open(watched));
    return id;
  }

  /** Does nothing for one that is not open. */
  close(id: number): void {
    this.#current.get(id)?.close();
    this.#current.delete(id);
  }

  /** Numbers of the orders that are watched now. */
  current(): number[] {
    return [...this.#current.keys()];
  }

  /** Watches opened since the start. */
  get opened(): number {
    return this.#opened;
  }

  /** Messages to visitors since the start. */
  get told(): number {
    return this.#told;
  }
}
