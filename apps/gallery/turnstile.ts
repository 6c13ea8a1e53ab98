/** Lets some in at once, has others wait in line, and turns away who comes when the line is full. */
export class Turnstile {
  readonly #atOnce: number;
  readonly #inLine: number;
  readonly #line: (() => void)[] = [];
  #inside = 0;

  constructor(atOnce: number, inLine: number) {
    this.#atOnce = atOnce;
    this.#inLine = inLine;
  }

  /** Does `work` when it is its turn; undefined, at once, where the line is full. */
  async pass<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#inside >= this.#atOnce) {
      if (this.#line.length >= this.#inLine) return undefined;
      await new Promise<void>((resolve) => this.#line.push(resolve));
    } else {
      this.#inside += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      // Who is next takes the place that gets free, before anybody else can.
      if (next === undefined) this.#inside -= 1;
      else next();
    }
  }
}
