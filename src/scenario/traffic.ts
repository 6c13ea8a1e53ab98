/** The load of a scenario: which requests are sent to its Service, and how many of them when. */
import type { PaceName } from './model.ts';

/** How many requests arrive a second, whether or not the earlier ones were answered. Times in seconds. */
export type Traffic =
  | { shape: 'steady'; rate: number }
  /** From none to `rate` within `over`, and then steady. */
  | { shape: 'ramp'; rate: number; over: number }
  /** `rate`, and in the last `lasts` of every `every` it is `peak`. */
  | { shape: 'spike'; rate: number; peak: number; every: number; lasts: number };

export interface LoadRequest {
  method: 'GET' | 'POST';
  /** Path and query; `{n}` stands for the request's number, from 1. */
  path: string;
  /** Sent as JSON, with `{n}` as in the path; null for none. */
  body: unknown;
  /** Seconds until an answer comes too late. */
  timeout: number;
}

export interface Load {
  request: LoadRequest;
  traffic: Record<PaceName, Traffic>;
}
