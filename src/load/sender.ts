import type { Load, Traffic } from '../scenario/traffic.ts';

/** Requests that may wait for an answer at once: more would be a load on this machine, not on the service. */
export const mostWaiting = 64;

/** What became of one request that was due. */
export interface Outcome {
  /** When it was sent, or would have been; milliseconds since the Unix epoch. */
  at: number;
  /**
   * `served`: answered with 2xx in time; `failed`: answered otherwise, or too late; `broken`: the connection ended
   * before there was an answer; `unsent`: nothing was free to send it.
   */
  kind: 'served' | 'failed' | 'broken' | 'unsent';
  /** When its whole answer was there, or when there was no more hope of one; milliseconds since the Unix epoch. */
  endedAt: number;
}

export interface SenderJob {
  /** On the loopback address. */
  port: number;
  request: Load['request'];
  traffic: Traffic;
  hear(outcome: Outcome): void;
  /** Called once where it cannot go on. */
  failed(why: string): void;
}

/** Sends a load until it is stopped. */
export interface Sender {
  name: 'k6' | 'node';
  stop(): Promise<void>;
}
