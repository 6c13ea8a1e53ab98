import type { Outcome } from './outcome.ts';

export const groups = ['machine', 'docker', 'kind', 'images', 'cluster'] as const;
type Group = (typeof groups)[number];

/** One question to this machine. Names and groups are a contract: scripts read them from `--json`. */
export interface Check {
  name: string;
  group: Group;
  /** Names of checks without whose success this one can find nothing; they stand before it in the list. */
  needs?: readonly string[];
  /** Asks the same by hand: shown when no answer came in time. */
  byHand: string;
  /** A Fault or a CommandError counts as a failure with its hint; `signal` is aborted when time is up. */
  run(signal: AbortSignal): Promise<Outcome>;
}

/** A check with its answer. */
export interface Answer {
  check: Pick<Check, 'name' | 'group'>;
  outcome: Outcome;
}
