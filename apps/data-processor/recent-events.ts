import type { EventMetadata } from './event.ts';
import { eventBytes } from './event.ts';
import type { EventStore } from './event-store.ts';

/**
 * Keeps the last `capacity` events in a ring of slots that are allocated once and overwritten. Dropped Buffers would be
 * given back only at the next garbage collection, which memory outside V8's heap brings about late.
 * A payload longer than a slot is cut to it, so that what is kept is bounded whatever is posted.
 */
export class RecentEvents implements EventStore {
  #slots: Buffer;
  #events: EventMetadata[] = [];
  #capacity: number;
  /** The slot that is written next; the oldest event once the ring is full. */
  #next = 0;
  #keptBytes = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#slots = Buffer.alloc(capacity * eventBytes);
  }

  keep(event: EventMetadata, payload: Buffer): void {
    const overwritten = this.#events[this.#next];
    if (overwritten !== undefined) this.#keptBytes -= slotted(overwritten.bytes);
    this.#keptBytes += payload.copy(this.#slots, this.#next * eventBytes, 0, slotted(payload.length));
    this.#events[this.#next] = event;
    this.#next = (this.#next + 1) % this.#capacity;
  }

  last(count: number): EventMetadata[] {
    if (count === 0) return [];
    const oldestFirst = [...this.#events.slice(this.#next), ...this.#events.slice(0, this.#next)];
    return oldestFirst.slice(-count);
  }

  get kept(): number {
    return this.#events.length;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }
}

function slotted(bytes: number): number {
  return Math.min(bytes, eventBytes);
}
