import type { Quote } from '../../evidence/death.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { failedStarts } from '../failed-start.ts';
import { lastWords, wordsQuote } from '../last-words.ts';
import type { Rule } from '../rule.ts';

/** runc's words for a program that is not in the image (libcontainer/init_linux.go). */
const absent = /executable file not found|exec:? "?[^"]*"?:? (?:stat [^:]+: )?no such file or directory/;
/** A shell's words for the same, with exit code 127 (POSIX, Shell Command Language, 2.8.2). */
const shellWords = /not found|no such file/i;

/** The command is not in the image: the runtime says so, or a shell does and ends with 127. */
export const commandNotFound: Rule = {
  name: 'command-not-found',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const starts = failedStarts(workload, evidence).filter(({ message }) => absent.test(message));
      const shells = workload.ends.filter(({ exitCode, oom }) => exitCode === 127 && oom === 'no');
      if (starts.length === 0 && shells.length === 0) return [];
      const words: Quote[] =
        starts.length > 0
          ? []
          : lastWords(workload, evidence, { previous: true }).flatMap(({ source, lines }) =>
              lines.filter((line) => shellWords.test(line)).map((line) => wordsQuote(source, line)),
            );
      const program = /exec:? "([^"]+)"/.exec(starts[0]?.message ?? '')?.[1];
      const what = program === undefined ? 'a command' : `its command ${program}`;
      const how = starts.length > 0 ? 'the runtime cannot start it' : 'the shell ends with exit code 127';
      const [pod = ''] = [...starts, ...shells].map((one) => one.pod);
      return [
        containerFinding(evidence, {
          cause: 'command-not-found',
          workload,
          pods: [...starts, ...shells].map((one) => one.pod),
          confidence: starts.length > 0 ? 0.97 : words.length > 0 ? 0.95 : 0.85,
          summary: `${nameOf(workload)} does not run: ${what} is not in the image, and ${how}.`,
          for: [...starts.map(({ quote }) => quote), ...shells.flatMap(({ proof }) => proof), ...words],
          next: [logsCommand(evidence, workload, pod)],
        }),
      ];
    }),
};
