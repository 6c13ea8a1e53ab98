/** A difference between the two clusters that stays, by name. A difference that is not in the table fails the test. */
export interface KnownDifference {
  name: string;
  /** Why it is no fault of the embedded cluster. */
  reason: string;
  /** Where it is looked for: `situation: title of the section`; everywhere when left out. */
  where?: RegExp;
  /** The lines that kind has; null where it has none. */
  kind: RegExp | null;
  /** What the embedded cluster has in their place; null where it has nothing. */
  embedded: RegExp | null;
  /** True for one that a run need not show: the environment's moods. */
  rare?: true;
}
