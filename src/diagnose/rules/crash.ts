import { formatSeconds } from '../../shared/quantity.ts';
import { kubectl, resourceOf } from '../commands.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { crashOf, tellingLine } from '../crash.ts';
import type { Crash } from '../crash.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { wordsQuote } from '../last-words.ts';
import type { Rule } from '../rule.ts';
import { unseenProbes } from '../unseen-probes.ts';

/** Seconds: who ends within this has not got through its start. */
const startUp = 30;

/** The program ends with an error at its start, and nothing that it says or that is seen of it has another name. */
export const startupCrash: Rule = {
  name: 'startup-crash',
  find: (facts) => findWhere(facts, 'startup-crash', (lifetime) => lifetime <= startUp),
};

/** The program ends with an error after it has worked for a while. */
export const crash: Rule = {
  name: 'crash',
  find: (facts) => findWhere(facts, 'crash', (lifetime) => lifetime > startUp),
};

function findWhere(
  { evidence, workloads }: Facts,
  cause: 'startup-crash' | 'crash',
  wanted: (lifetime: number) => boolean,
): Finding[] {
  return workloads.flatMap((workload) => {
    const found = crashOf(workload, evidence);
    if (found === null || !wanted(found.lifetime ?? 0)) return [];
    const words = found.words.flatMap((one) => {
      const line = tellingLine(one);
      return line === undefined ? [] : [wordsQuote(one.source, line)];
    });
    const pod = found.ends.at(-1)?.pod ?? '';
    const against = unseenProbes(workload, evidence);
    return [
      containerFinding(evidence, {
        cause,
        workload,
        pods: found.ends.map((end) => end.pod),
        confidence: against.length > 0 ? 0.6 : confidenceOf(found, words.length),
        summary: summaryOf(workload, found, words[0]?.text),
        for: [...words.slice(0, 3), ...found.ends.slice(-3).flatMap(({ proof }) => proof)],
        against,
        figures: { exitCode: found.ends.at(-1)?.exitCode ?? 0 },
        next: [
          logsCommand(evidence, workload, pod),
          ...(workload.subject.kind === 'Deployment'
            ? [kubectl(evidence, 'rollout', 'history', resourceOf(workload))]
            : []),
        ],
      }),
    ];
  });
}

function summaryOf(workload: Workload, { ends, lifetime }: Crash, line: string | undefined): string {
  const after = lifetime === null ? '' : `, ${formatSeconds(Math.max(1, lifetime))} after its start`;
  const said = line === undefined ? ' and said nothing' : `: ${line.length > 160 ? `${line.slice(0, 160)}…` : line}`;
  return `${nameOf(workload)} ended by itself with exit code ${ends.at(-1)?.exitCode ?? 0}${after}${said}`;
}

function confidenceOf({ ends }: Crash, words: number): number {
  // A SIGKILL of unknown origin is no word of the program's own.
  if (ends.every(({ oom }) => oom === 'unknown')) return 0.5;
  return words === 0 ? 0.8 : 0.9;
}
