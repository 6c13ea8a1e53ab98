import type { LineBuffer } from './line-buffer.ts';

/** Keeps `capacity` lines at most: what comes when it is full is let go, and counted. */
export class BoundedQueue implements LineBuffer {
  readonly #capacity: number;
  readonly #lines: string[] = [];
  #dropped = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(line: string): void {
    if (this.#lines.length < this.#capacity) this.#lines.push(line);
    else this.#dropped += 1;
  }

  take(most: number): string[] {
    return this.#lines.splice(0, most);
  }

  get waiting(): number {
    return this.#lines.length;
  }

  get dropped(): number {
    return this.#dropped;
  }
}
