import type { Clock } from '../../../../src/shared/clock.ts';

/** Time that stands still until it is turned; who sleeps wakes when his time is passed. */
export class HandClock implements Clock {
  #time = Date.parse('2026-03-01T10:00:00Z');
  readonly #sleepers = new Set<{ at: number; wake: () => void }>();

  now(): number {
    return this.#time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#time + milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
    });
  }

  turn(milliseconds: number): void {
    this.#time += milliseconds;
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#time) continue;
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
  }
}
