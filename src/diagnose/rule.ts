import type { Facts } from './facts.ts';
import type { Cause, Finding } from './finding.ts';

/** One cause, looked for in all that was observed. Rules are pure, and none of them reads a meaning into a name. */
export interface Rule {
  name: Cause;
  find(facts: Facts): Finding[];
}
