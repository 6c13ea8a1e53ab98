const initial = 10;
const longest = 300;

/**
 * The delays between restarts of one container: none before the first, then 10, 20, 40 … 300 seconds; from the start
 * again once a container has not been delayed anew for ten minutes (client-go util/flowcontrol/backoff.go).
 * All times are milliseconds since the Unix epoch.
 */
export class BackOff {
  #delay: number | undefined;
  #setAt = 0;

  /** Seconds of the delay that holds after an end at `endedAt`, and when it is over; undefined when there is none. */
  holding(endedAt: number, now: number): { seconds: number; until: number } | undefined {
    if (this.#delay === undefined || this.#expired(endedAt)) return undefined;
    const until = endedAt + this.#delay * 1000;
    return now < until ? { seconds: this.#delay, until } : undefined;
  }

  /** Tells of a start after an end at `endedAt`: the next delay is twice as long. */
  started(endedAt: number, now: number): void {
    const next = this.#delay === undefined || this.#expired(endedAt) ? initial : this.#delay * 2;
    this.#delay = Math.min(longest, next);
    this.#setAt = now;
  }

  #expired(endedAt: number): boolean {
    return endedAt - this.#setAt > 2 * longest * 1000;
  }
}
