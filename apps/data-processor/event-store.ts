import type { EventMetadata } from './event.ts';

/** Where processed events are kept. The payload belongs to the caller and is used again: a store copies what it keeps. */
export interface EventStore {
  keep(event: EventMetadata, payload: Buffer): void;
  /** The metadata of the last `count` events kept, newest last. */
  last(count: number): EventMetadata[];
  /** How many events are kept, and the bytes of their payloads. */
  readonly kept: number;
  readonly keptBytes: number;
}
