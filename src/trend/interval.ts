/** Seconds, as an interval. `high` is null when the interval is open. */
export interface Interval {
  expected: number;
  low: number;
  high: number | null;
}
