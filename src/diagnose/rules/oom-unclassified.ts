import { killedWords } from '../confidence.ts';
import { commonBehaviour } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { killedFinding, limitOf } from './killed-finding.ts';

/** OOM kills that no curve explains: nobody sampled the memory, or it was nowhere near the limit. */
export const oomUnclassified: Rule = {
  name: 'oom-unclassified',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const { oomKilled: killed, alive, subject } = workload;
      const behaviour = commonBehaviour(killed);
      if (killed.length === 0 || (behaviour !== 'unseen' && behaviour !== 'flat')) {
        if (killed.length === 0 || behaviour !== 'at-limit' || limitOf(killed) !== null) return [];
      }
      // What lives on shows what the dead did not: the leak is reported as such.
      if (behaviour === 'unseen' && commonBehaviour(alive) === 'grows') return [];
      const why =
        behaviour === 'flat'
          ? 'its own memory was flat and below the limit, so the node, the pod as a whole or a short peak may have done it'
          : 'its memory was not sampled often enough to tell a leak from too low a limit or a burst of load';
      return [
        killedFinding(evidence, {
          cause: 'oom-unclassified',
          workload,
          behaviour: null,
          summary: `Container ${subject.container} of ${subject.kind} ${subject.name}: ${killedWords(killed)}, and ${why}.`,
          against: [],
          figures: {},
          next: [],
        }),
      ];
    }),
};
