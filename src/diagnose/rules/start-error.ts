import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { failedStarts } from '../failed-start.ts';
import { lastLines } from '../last-words.ts';
import type { Rule } from '../rule.ts';
import { parseReference } from '../unmet-reference.ts';

/** The runtime or the kubelet cannot start the container, for another reason than a missing program or configuration. */
export const startError: Rule = {
  name: 'start-error',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const starts = failedStarts(workload, evidence).filter(({ message }) => parseReference(message) === null);
      // 126: the program is there and cannot be run (POSIX, Shell Command Language, 2.8.2).
      const shells = workload.ends.filter(({ exitCode, oom }) => exitCode === 126 && oom === 'no');
      const [first] = [...starts, ...shells];
      if (first === undefined) return [];
      const message = starts[0]?.message ?? '';
      const why = message === '' ? 'its command may not be executed (exit code 126)' : innermost(message);
      return [
        containerFinding(evidence, {
          cause: 'start-error',
          workload,
          pods: [...starts, ...shells].map(({ pod }) => pod),
          confidence: starts.length > 0 ? 0.93 : 0.85,
          summary: `${nameOf(workload)} cannot be started: ${why}.`,
          for: [...starts.map(({ quote }) => quote), ...shells.flatMap(({ proof }) => proof)],
          next: [logsCommand(evidence, workload, first.pod)],
        }),
      ];
    }),
};

/** Errors of the runtime are told from the outside in: the last two parts are what happened. */
function innermost(message: string): string {
  const [line = message] = lastLines(message, 1);
  const parts = line.split(': ');
  return (parts.length > 3 ? parts.slice(-2).join(': ') : line).replace(/\.$/, '');
}
