/** The load that was sent to the Service while a run went on, as it was measured on the sending side. */

/** What became of the requests of some stretch of time; they count where they were sent. */
export interface LoadFigures {
  seconds: number;
  /** Requests that the scenario's load asks for in this time. */
  due: number;
  sent: number;
  /** Answered with 2xx in time. */
  served: number;
  /** Answered otherwise, too late, or not at all. */
  failed: number;
  /** Not sent, since all connections were waiting for answers. */
  unsent: number;
  /** Milliseconds within which 95 % of the served requests were answered; null where none was. */
  p95: number | null;
}

/** Milliseconds since the Unix epoch, and the figures of the second that begins there. */
export interface LoadSecond extends Omit<LoadFigures, 'seconds' | 'due'> {
  time: number;
}

export interface LoadSeries {
  sender: 'k6' | 'node';
  shape: 'steady' | 'ramp' | 'spike';
  /** For people: "GET /users/{n}, 50 requests a second". */
  words: string;
  /** Until the fault was proven, while a pod was ready; null while nobody has measured it. */
  before: LoadFigures | null;
  /** From the end of the remedy's rollout on. */
  after: LoadFigures | null;
  seconds: LoadSecond[];
}
