/** Where lines wait until the archive takes them. */
export interface LineBuffer {
  add(line: string): void;
  /** The oldest lines, `most` of them at most; they wait no longer. */
  take(most: number): string[];
  /** How many lines wait. */
  readonly waiting: number;
  /** How many lines were let go since the start. */
  readonly dropped: number;
}
