import type { Quote } from '../../evidence/death.ts';
import { kubectl } from '../commands.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { crashOf } from '../crash.ts';
import { unreachedService } from '../dependency-words.ts';
import type { UnreachedService } from '../dependency-words.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { lastWords, wordsQuote } from '../last-words.ts';
import type { LastWords } from '../last-words.ts';
import { failedReadiness } from '../readiness.ts';
import type { Rule } from '../rule.ts';

/** A container that ends, or never gets ready, and says itself that another service cannot be reached. */
export const dependencyUnreachable: Rule = {
  name: 'dependency-unreachable',
  find: (facts) => facts.workloads.flatMap((workload) => findIn(workload, facts)),
};

function findIn(workload: Workload, { evidence }: Facts): Finding[] {
  const crash = crashOf(workload, evidence);
  const unready = failedReadiness(workload, evidence);
  if (crash === null && unready === null) return [];
  const words = crash?.words ?? lastWords(workload, evidence, { previous: false });
  const complaints = words.flatMap(complaintsIn);
  const [first] = complaints;
  // Words alone are no evidence: they count in the log of a container that fails.
  if (first === undefined) return [];
  const pods = crash === null ? (unready?.pods ?? []) : crash.ends.map(({ pod }) => pod);
  const what = crash === null ? 'never gets ready' : `ends with exit code ${crash.ends.at(-1)?.exitCode ?? 0}`;
  const target = first.service.target ?? 'another service';
  const name = serviceName(target);
  return [
    containerFinding(evidence, {
      cause: 'dependency-unreachable',
      workload,
      pods,
      confidence: complaints.length > 1 || first.service.target !== null ? 0.9 : 0.8,
      summary: `${nameOf(workload)} ${what} because ${target} ${wordsFor(first.service)}.`,
      for: [
        ...complaints.slice(-3).map(({ quote }) => quote),
        ...(crash?.ends.slice(-2).flatMap(({ proof }) => proof) ?? []),
        ...(unready?.quotes ?? []),
      ],
      next: [
        logsCommand(evidence, workload, pods[0] ?? ''),
        ...(name === null ? [] : [kubectl(evidence, 'get', 'service,endpointslice', '-o', 'wide')]),
      ],
    }),
  ];
}

function complaintsIn({ source, lines }: LastWords): { service: UnreachedService; quote: Quote }[] {
  return lines.flatMap((line) => {
    const service = unreachedService(line);
    return service === null ? [] : [{ service, quote: wordsQuote(source, line) }];
  });
}

/** A name that the cluster's DNS may answer for; null for an address. */
function serviceName(target: string): string | null {
  const host = target.replace(/:\d+$/, '');
  return /^[a-z]/i.test(host) && host !== 'localhost' ? host : null;
}

function wordsFor({ how }: UnreachedService): string {
  const words: Record<UnreachedService['how'], string> = {
    refused: 'refuses the connection',
    'no answer': 'does not answer',
    'name does not resolve': 'is a name that does not resolve',
    'credentials refused': 'does not take its credentials',
    'connection lost': 'breaks the connection off',
  };
  return words[how];
}
