import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { isOwn } from '../crash.ts';
import type { Rule } from '../rule.ts';
import { unseenProbes } from '../unseen-probes.ts';

/** Ended by SIGTERM (128 + 15), and not by the kubelet: something in the pod sent it. */
export const terminated: Rule = {
  name: 'terminated',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const ends = workload.ends.filter((end) => end.exitCode === 143 && isOwn(end));
      if (ends.length === 0) return [];
      const against = unseenProbes(workload, evidence);
      return [
        containerFinding(evidence, {
          cause: 'terminated',
          workload,
          pods: ends.map(({ pod }) => pod),
          confidence: against.length > 0 ? 0.5 : 0.8,
          summary: `${nameOf(workload)} was ended by SIGTERM (exit code 143), and no event of the kubelet says that it asked for that.`,
          for: ends.slice(-3).flatMap(({ proof }) => proof),
          against,
          next: [logsCommand(evidence, workload, ends.at(-1)?.pod ?? '')],
        }),
      ];
    }),
};
