import { formatBytes, formatSeconds } from '../../shared/quantity.ts';
import { killedWords } from '../confidence.ts';
import { commonBehaviour } from '../facts.ts';
import { median } from '../median.ts';
import type { Rule } from '../rule.ts';
import { killedFinding, limitOf } from './killed-finding.ts';

/** OOM kills after a jump from a flat level: the memory followed the load, not the time. */
export const loadSpike: Rule = {
  name: 'load-spike',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const { oomKilled: killed, subject } = workload;
      if (commonBehaviour(killed) !== 'jumps') return [];
      const curves = killed.map(({ curve }) => curve).filter(({ behaviour }) => behaviour === 'jumps');
      const level = median(curves.map(({ start }) => start ?? 0));
      const jumpAt = median(curves.map((curve) => curve.jumpAt ?? 0));
      const limit = limitOf(killed);
      const over = limit === null ? '' : ` past its limit of ${formatBytes(limit)}`;
      const summary = `Container ${subject.container} of ${subject.kind} ${subject.name} stayed at ${formatBytes(level)} for ${formatSeconds(jumpAt)} and then jumped${over}, where ${killedWords(killed)}: a burst of work, not a growth with time.`;
      return [
        killedFinding(evidence, {
          cause: 'load-spike',
          workload,
          behaviour: 'jumps',
          summary,
          against: [],
          figures: { levelBytes: Math.round(level), jumpAtSeconds: Math.round(jumpAt * 10) / 10 },
          next: [],
        }),
      ];
    }),
};
