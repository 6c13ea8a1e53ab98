const mostListed = 100;

/** Stands for the archive behind the network: one batch at a time, each of which takes it the same while. */
export class Archive {
  readonly #writeTakes: number;
  #last: string[] = [];
  #archived = 0;

  /** @param writeTakes - milliseconds */
  constructor(writeTakes: number) {
    this.#writeTakes = writeTakes;
  }

  async write(lines: string[]): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#writeTakes));
    this.#archived += lines.length;
    this.#last = [...this.#last, ...lines].slice(-mostListed);
  }

  /** Lines archived since the start. */
  get archived(): number {
    return this.#archived;
  }

  /** The last `count` lines, newest last; of the newest 100. */
  last(count: number): string[] {
    return count === 0 ? [] : this.#last.slice(-count);
  }
}
