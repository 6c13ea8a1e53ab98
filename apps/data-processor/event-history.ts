import type { EventMetadata } from './event.ts';
import type { EventStore } from './event-store.ts';

/** Keeps each event since the start. */
export class EventHistory implements EventStore {
  #entries: { event: EventMetadata; payload: Buffer }[] = [];
  #keptBytes = 0;

  keep(event: EventMetadata, payload: Buffer): void {
    // allocUnsafeSlow: memory of its own, where a small slice of Node's shared pool would hold on to the whole pool.
    const copy = Buffer.allocUnsafeSlow(payload.length);
    payload.copy(copy);
    this.#entries.push({ event, payload: copy });
    this.#keptBytes += copy.length;
  }

  last(count: number): EventMetadata[] {
    return count === 0 ? [] : this.#entries.slice(-count).map((entry) => entry.event);
  }

  get kept(): number {
    return this.#entries.length;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }
}
