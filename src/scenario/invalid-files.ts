import { Fault } from '../shared/errors.ts';
import type { Problem } from './problem.ts';
import { formatProblems } from './problem.ts';

/** Files that cannot be used, with all that is wrong in them. */
export class InvalidFiles extends Fault {
  readonly problems: readonly Problem[];

  /** @param what begins the message: "scenario list-leak", "remedy fix.yaml" */
  constructor(what: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super('usage', `${what} has ${count}:\n${formatProblems(problems)}`);
    this.name = 'InvalidFiles';
    this.problems = problems;
  }
}
