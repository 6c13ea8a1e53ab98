/** What differs between the releases. */
export interface Release {
  release: string;
  /** Statements that stay in the spool, the newest; Infinity for all. */
  keep: number;
  /** Whether a full spool makes room by dropping its older half. */
  makesRoom: boolean;
}
