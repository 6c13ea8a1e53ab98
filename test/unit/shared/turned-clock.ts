import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../src/shared/clock.ts';

/** A clock that only sleeping moves: a minute of waiting takes no time, while real input and output go on. */
export class TurnedClock implements Clock {
  /** Milliseconds since the Unix epoch. */
  time: number;
  /** Every pause that was asked for, in milliseconds. */
  readonly slept: number[] = [];
  readonly #onSleep: (clock: TurnedClock) => void;

  constructor(options: { time?: number; onSleep?: (clock: TurnedClock) => void } = {}) {
    this.time = options.time ?? Date.parse('2026-03-01T10:00:00Z');
    this.#onSleep = options.onSleep ?? (() => undefined);
  }

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(milliseconds);
    this.time += milliseconds;
    this.#onSleep(this);
    await setImmediate();
    signal?.throwIfAborted();
  }
}
