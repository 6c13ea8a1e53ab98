export type PaceName = 'real' | 'lab';

export interface Pace {
  name: PaceName;
  eventsPerSecond: number;
  /** Milliseconds between two looks at the clock. */
  tick: number;
  /** Milliseconds between two progress lines in the log. */
  logEvery: number;
}

export const paces: Record<PaceName, Pace> = {
  real: { name: 'real', eventsPerSecond: 10, tick: 100, logEvery: 30_000 },
  lab: { name: 'lab', eventsPerSecond: 1000, tick: 10, logEvery: 1000 },
};
