/** One point of a memory curve. */
export interface Point {
  /** Seconds since the container's start. */
  at: number;
  /** Bytes. */
  bytes: number;
}

/**
 * - `flat`: the floor stays where it is;
 * - `climbing`: the floor grows, and still does at the end;
 * - `warming-up`: it grew, and levels off;
 * - `step`: it went from one level to another and stays there;
 * - `too-short`: too few samples to say.
 */
export type Shape = 'flat' | 'climbing' | 'warming-up' | 'step' | 'too-short';

export interface Trend {
  shape: Shape;
  /** Theil–Sen slope of the floors in bytes per second, with its interval (95 %). */
  slope: { perSecond: number; low: number; high: number };
  /** The floor at the end, in bytes. */
  floor: number;
  /** The minima that the slope was taken from. */
  floors: Point[];
  /** Seconds that the series spans. */
  seconds: number;
}
