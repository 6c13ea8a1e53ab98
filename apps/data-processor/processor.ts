import type { EventMetadata } from './event.ts';
import type { EventStore } from './event-store.ts';

/** Takes events in, numbers them and keeps them. */
export class Processor {
  readonly store: EventStore;
  /** False: events are refused. */
  readonly accepting: boolean;
  #processed = 0;

  constructor(store: EventStore, accepting: boolean) {
    this.store = store;
    this.accepting = accepting;
  }

  /** @returns the event's id, from 1 */
  process(payload: Buffer, source: EventMetadata['source']): number {
    this.#processed += 1;
    const id = this.#processed;
    this.store.keep({ id, receivedAt: Date.now(), bytes: payload.length, source }, payload);
    return id;
  }

  /** Events processed since the start. */
  get processed(): number {
    return this.#processed;
  }
}
