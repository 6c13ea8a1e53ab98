/** Items behind which a listener may lag before the oldest are dropped for it. */
const longestQueue = 10_000;

/** Gives each item to everybody who listens at that time. */
export class Broadcast<T> {
  #listeners = new Set<(item: T) => void>();

  get listened(): boolean {
    return this.#listeners.size > 0;
  }

  send(item: T): void {
    for (const listener of this.#listeners) listener(item);
  }

  /** Items from now on until the signal is aborted. */
  async *listen(signal: AbortSignal): AsyncIterable<T> {
    let queue: T[] = [];
    let wake = () => {};
    const listener = (item: T) => {
      queue.push(item);
      if (queue.length > longestQueue) queue.shift();
      wake();
    };
    const onAbort = () => wake();
    this.#listeners.add(listener);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      while (!signal.aborted) {
        const taken = queue;
        queue = [];
        yield* taken;
        if (queue.length > 0 || signal.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
