/** One event's payload in bytes: 10 KB. */
export const eventBytes = 10_240;

/** What is known of an event beside its payload. */
export interface EventMetadata {
  id: number;
  /** Milliseconds since the Unix epoch. */
  receivedAt: number;
  /** Bytes of the payload as it was received. */
  bytes: number;
  /** `feed` for the service's own feed, `http` for POST /events. */
  source: 'feed' | 'http';
}
