import { kubectl, resourceOf } from '../commands.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import type { Facts, Workload } from '../facts.ts';
import { howOf } from '../probe-kill.ts';
import { failedReadiness } from '../readiness.ts';
import type { FailedReadiness } from '../readiness.ts';
import type { Rule } from '../rule.ts';

/** Runs, is not killed, and never gets ready: it takes no traffic, and a rollout waits for it for ever. */
export const readinessFailing: Rule = {
  name: 'readiness-failing',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const failed = failedReadiness(workload, evidence);
      if (failed === null) return [];
      const { failure } = failed;
      const why: Partial<Record<ReturnType<typeof howOf>, string>> = {
        'no such path': ': the server does not know what the probe asks for',
        'wrong protocol': ': the probe and the server do not speak the same protocol',
        refused: ': nothing listens where the probe asks',
        'no answer': ': it gets no answer in time',
      };
      const said = failure === null ? '' : `${why[howOf(failure)] ?? ''} ("${failure}")`;
      return [
        containerFinding(evidence, {
          cause: 'readiness-failing',
          workload,
          pods: failed.pods,
          confidence: confidenceOf(failed, isHeard(workload, evidence)),
          summary: `${nameOf(workload)} runs, and its readiness probe fails${said}.`,
          for: failed.quotes,
          next: [
            logsCommand(evidence, workload, failed.pods[0] ?? ''),
            ...(workload.subject.kind === 'Deployment'
              ? [kubectl(evidence, 'rollout', 'status', resourceOf(workload))]
              : []),
          ],
        }),
      ];
    }),
};

/** A young container may still get ready, and the log of one that cannot be read might say that something else is to blame. */
function confidenceOf({ failure, age }: FailedReadiness, heard: boolean): number {
  if (age < 60) return 0.75;
  if (failure === null) return 0.8;
  return heard ? 0.92 : 0.85;
}

function isHeard({ pods, spec }: Workload, { logs }: Facts['evidence']): boolean {
  return logs.some(({ pod, container }) => pods.includes(pod) && container === spec.name);
}
