import type { Death, Quote } from '../../evidence/death.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { lookAt } from '../commands.ts';
import type { Workload } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { limitQuote, restartQuote } from '../quotes.ts';
import type { Rule } from '../rule.ts';

/**
 * V8 gave up: 134 is its abort; as PID 1, where SIGABRT is not delivered, it ends as 139 on x86-64 and was seen as 133
 * elsewhere. Without V8's last words these codes mean something else.
 */
const exitCodes = new Set([133, 134, 139]);
const lastWords = /FATAL ERROR: .*(?:heap out of memory|heap limit)/;

export const heapExhausted: Rule = {
  name: 'heap-exhausted',
  find: ({ evidence, workloads, deaths }) =>
    workloads.flatMap((workload) => {
      const own = deaths.filter(
        ({ pod, container, exitCode }) =>
          exitCodes.has(exitCode) && container === workload.spec.name && workload.pods.includes(pod),
      );
      const words = own.flatMap((death) => wordsOf(death, evidence));
      return own.length === 0 || words.length === 0 ? [] : [findingOf(workload, own, words, evidence)];
    }),
};

function findingOf(workload: Workload, own: Death[], words: Quote[], evidence: Evidence): Finding {
  const { subject, restarts, spec } = workload;
  const limit = spec.resources?.limits?.['memory'];
  const below = limit === undefined ? '' : `, below the container's limit of ${limit}`;
  const codes = [...new Set(own.map(({ exitCode }) => exitCode))].join(' and ');
  return {
    cause: 'heap-exhausted',
    subject,
    pods: [...new Set(own.map(({ pod }) => pod))].sort(),
    confidence: 0.97,
    summary: `The JavaScript heap of container ${subject.container} of ${subject.kind} ${subject.name} reached V8's own limit${below}: Node.js ended itself with exit code ${codes}, and the kernel killed nobody.`,
    for: [...unique(words), ...own.flatMap(({ proof }) => proof), restartQuote(workload), limitQuote(workload)],
    against: [],
    figures: { restarts, exitCode: own.at(-1)?.exitCode ?? 0 },
    next: lookAt(evidence, workload),
  };
}

/** V8's last words in the termination message or in a log; a life that goes on has not said them. */
function wordsOf(death: Death, { logs }: Evidence): Quote[] {
  const told = lastWords.exec(death.message ?? '')?.[0];
  const message = told === undefined ? [] : [{ source: `pods.json: ${death.pod} terminated.message`, text: told }];
  const logged = logs
    .filter((log) => log.pod === death.pod && log.container === death.container)
    .flatMap((log) => {
      const text = lastWords.exec(log.text)?.[0];
      const source = `logs/${log.pod}/${log.container}${log.previous ? '.previous' : ''}.log`;
      return text === undefined ? [] : [{ source, text }];
    });
  return [...message, ...logged];
}

function unique(quotes: readonly Quote[]): Quote[] {
  return [...new Map(quotes.map((quote) => [`${quote.source} ${quote.text}`, quote])).values()];
}
