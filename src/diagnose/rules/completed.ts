import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { isOwn } from '../crash.ts';
import type { Rule } from '../rule.ts';
import { unseenProbes } from '../unseen-probes.ts';

/** A program that ends well where one is wanted that stays: restartPolicy Always starts it again, with a back-off. */
export const completed: Rule = {
  name: 'completed',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const stays = workload.places.some(({ pod, init }) => !init && (pod.spec.restartPolicy ?? 'Always') === 'Always');
      const ends = workload.ends.filter((end) => end.exitCode === 0 && isOwn(end));
      const others = workload.ends.some(({ exitCode }) => exitCode !== 0);
      if (!stays || ends.length === 0 || others) return [];
      const against = unseenProbes(workload, evidence);
      return [
        containerFinding(evidence, {
          cause: 'completed',
          workload,
          pods: ends.map(({ pod }) => pod),
          confidence: against.length > 0 ? 0.5 : 0.9,
          summary: `${nameOf(workload)} ends by itself with exit code 0, and is started again and again: a ${workload.subject.kind} wants a program that stays.`,
          for: ends.slice(-3).flatMap(({ proof }) => proof),
          against,
          next: [logsCommand(evidence, workload, ends.at(-1)?.pod ?? '')],
        }),
      ];
    }),
};
