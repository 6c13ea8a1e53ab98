import type { LineBuffer } from './line-buffer.ts';

/** Takes every line, and keeps none. */
export class NoBuffer implements LineBuffer {
  #dropped = 0;
  readonly waiting = 0;

  add(): void {
    this.#dropped += 1;
  }

  take(): string[] {
    return [];
  }

  get dropped(): number {
    return this.#dropped;
  }
}
