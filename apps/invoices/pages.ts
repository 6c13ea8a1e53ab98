import { pageBytes } from './page.ts';

/** Keeps the newest `most` pages, so that one can be printed again; all where `most` is Infinity. */
export class Pages {
  readonly #most: number;
  readonly #pages: Buffer[] = [];
  #printed = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** The page to print on: that of the oldest once there are `most`, since dropped ones would wait for a collection. */
  next(): Buffer {
    const slot = this.#printed % this.#most;
    this.#printed += 1;
    const page = this.#pages[slot] ?? Buffer.alloc(pageBytes);
    this.#pages[slot] = page;
    return page;
  }

  get kept(): number {
    return this.#pages.length;
  }
}
