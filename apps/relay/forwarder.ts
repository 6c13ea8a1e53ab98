import type { Archive } from './archive.ts';
import type { LineBuffer } from './line-buffer.ts';

/** Batches that may be due at once when flushes were late; what is more is let go. */
const mostDue = 20;

/** Moves lines from the buffer to the archive, one batch at each flush. */
export class Forwarder {
  readonly #buffer: LineBuffer;
  readonly #archive: Archive;
  readonly #batch: number;
  #due = 0;
  #writing = false;

  /** @param batch - lines in one write at most */
  constructor(buffer: LineBuffer, archive: Archive, batch: number) {
    this.#buffer = buffer;
    this.#archive = archive;
    this.#batch = batch;
  }

  /** Writes a batch, after those that are due already: the archive takes one at a time. */
  async flush(): Promise<void> {
    this.#due = Math.min(this.#due + 1, mostDue);
    if (this.#writing) return;
    this.#writing = true;
    while (this.#due > 0) {
      this.#due -= 1;
      const lines = this.#buffer.take(this.#batch);
      if (lines.length > 0) await this.#archive.write(lines);
    }
    this.#writing = false;
  }
}
