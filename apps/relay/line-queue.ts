import type { LineBuffer } from './line-buffer.ts';

/** Keeps each line until it is taken. */
export class LineQueue implements LineBuffer {
  #lines: string[] = [];
  readonly dropped = 0;

  add(line: string): void {
    this.#lines.push(line);
  }

  take(most: number): string[] {
    return this.#lines.splice(0, most);
  }

  get waiting(): number {
    return this.#lines.length;
  }
}
