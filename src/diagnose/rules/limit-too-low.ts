import { formatBytes, formatSeconds } from '../../shared/quantity.ts';
import { kubectl, resourceOf } from '../commands.ts';
import { killedWords } from '../confidence.ts';
import { commonBehaviour } from '../facts.ts';
import type { Rule } from '../rule.ts';
import { killedFinding, limitOf, timeToDeath } from './killed-finding.ts';

/** OOM kills of a container that is at its limit from the start: in its first seconds, or flat beside it. */
export const limitTooLow: Rule = {
  name: 'limit-too-low',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const { oomKilled: killed, subject } = workload;
      const limit = limitOf(killed);
      if (limit === null || commonBehaviour(killed) !== 'at-limit') return [];
      const seconds = timeToDeath(killed, evidence);
      const when = seconds <= 3 ? 'in its first seconds' : `flat beside it, ${formatSeconds(seconds)} after its start`;
      const unseen = killed.every(({ curve }) => curve.samples < 3);
      const summary = `Container ${subject.container} of ${subject.kind} ${subject.name} needs more than its limit of ${formatBytes(limit)} from the start: ${killedWords(killed)} ${when}.`;
      const text = 'too few samples before the death to see how the memory grew: a very fast leak would look the same';
      const more = `${Math.ceil((2 * limit) / 2 ** 20)}Mi`;
      const trial = [
        'set',
        'resources',
        resourceOf(workload),
        '-c',
        subject.container ?? '',
        `--limits=memory=${more}`,
      ];
      return [
        killedFinding(evidence, {
          cause: 'limit-too-low',
          workload,
          behaviour: 'at-limit',
          summary,
          against: unseen ? [{ source: 'memory', text }] : [],
          figures: {},
          next: subject.kind === 'Pod' ? [] : [kubectl(evidence, ...trial)],
        }),
      ];
    }),
};
