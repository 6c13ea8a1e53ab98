import { containerFinding, nameOf } from '../container-finding.ts';
import { failedStarts } from '../failed-start.ts';
import { limitQuote } from '../quotes.ts';
import type { Rule } from '../rule.ts';

/** runc's words (libcontainer/process_linux.go): the reason is StartError, and OOMKilled nowhere. */
const killedInit = /container init was OOM-killed|memory limit too low/;

/** The limit is below what the runtime itself needs to start a process. */
export const limitTooLowToStart: Rule = {
  name: 'limit-too-low',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const starts = failedStarts(workload, evidence).filter(({ message }) => killedInit.test(message));
      if (starts.length === 0) return [];
      const limit = workload.spec.resources?.limits?.['memory'] ?? 'unknown';
      return [
        containerFinding(evidence, {
          cause: 'limit-too-low',
          workload,
          pods: starts.map(({ pod }) => pod),
          confidence: 0.97,
          summary: `${nameOf(workload)} cannot even be started under its memory limit of ${limit}: the kernel kills the runtime's own first process.`,
          for: [...starts.map(({ quote }) => quote), limitQuote(workload)],
        }),
      ];
    }),
};
