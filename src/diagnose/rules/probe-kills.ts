import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Cause, Finding } from '../finding.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import { probeKillOf } from '../probe-kill.ts';
import type { Failure, ProbeKill } from '../probe-kill.ts';
import type { Rule } from '../rule.ts';

/** The kubelet ends a container that is still starting: the probe is more impatient than the start is fast. */
export const slowStart: Rule = ruleFor('slow-start');
/** The kubelet ends a container that works: the probe asks what is not there. */
export const livenessProbeWrong: Rule = ruleFor('liveness-probe-wrong');
/** The kubelet ends a container whose health check itself breaks or hangs. */
export const healthCheckError: Rule = ruleFor('health-check-error');

type ProbeCause = Extract<Cause, 'slow-start' | 'liveness-probe-wrong' | 'health-check-error'>;

function ruleFor(cause: ProbeCause): Rule {
  return {
    name: cause,
    find: ({ evidence, workloads }: Facts): Finding[] =>
      workloads.flatMap((workload) => {
        const kill = probeKillOf(workload, evidence);
        if (kill === null) return [];
        const reading = readings[kill.how](kill);
        if (reading.cause !== cause) return [];
        return [
          containerFinding(evidence, {
            cause,
            workload,
            pods: kill.pods,
            confidence: reading.confidence,
            summary: summaryOf(workload, kill, reading.why),
            for: [...kill.quotes, ...(kill.exception === null ? [] : [kill.exception])],
            figures: { probePatienceSeconds: kill.patience },
            next: [logsCommand(evidence, workload, kill.pods[0] ?? '')],
          }),
        ];
      }),
  };
}

interface Reading {
  cause: ProbeCause;
  confidence: number;
  why: string;
}

const wrong = (confidence: number, why: string): Reading => ({ cause: 'liveness-probe-wrong', confidence, why });
const broken = (confidence: number, why: string): Reading => ({ cause: 'health-check-error', confidence, why });
const slow = (confidence: number, why: string): Reading => ({ cause: 'slow-start', confidence, why });

/** What a probe's failure means depends on whether the container has ever worked. */
const readings: Record<Failure, (kill: ProbeKill) => Reading> = {
  'no such path': ({ everReady }) =>
    wrong(everReady === true ? 0.96 : 0.92, 'the server answers, and does not know what the probe asks for'),
  'wrong protocol': () => wrong(0.96, 'the probe and the server do not speak the same protocol'),
  command: () => wrong(0.9, 'the command that the probe runs is not in the container'),
  'server error': ({ exception }) =>
    broken(exception === null ? 0.88 : 0.95, 'the health check itself ends in an error'),
  'not yet': (kill) =>
    kill.everReady === true
      ? broken(0.8, 'the server itself says that it is not well')
      : slow(0.85, `the server says that it is not ready yet, and does not get ready ${within(kill)}`),
  refused: (kill) => {
    const { otherPort, everReady } = kill;
    if (otherPort !== null)
      return wrong(0.93, `nothing listens on the port that the probe asks; the container declares ${otherPort}`);
    if (everReady === true) return wrong(0.85, 'nothing listens where the probe asks, and yet the container was ready');
    return slow(everReady === false ? 0.92 : 0.8, `the server does not listen yet ${within(kill)}`);
  },
  'no answer': (kill) =>
    kill.everReady === false
      ? slow(0.75, `nothing answers yet ${within(kill)}`)
      : broken(0.8, 'the health check does not answer in time'),
  unknown: () => broken(0.6, 'the health check fails'),
};

function within({ patience }: ProbeKill): string {
  return `within the ${formatSeconds(patience)} that the probe waits`;
}

function summaryOf(workload: Workload, { kind, failure }: ProbeKill, why: string): string {
  const said = failure === '' ? '' : ` ("${failure.length > 160 ? `${failure.slice(0, 160)}…` : failure}")`;
  return `${nameOf(workload)} is ended by the kubelet because its ${kind} probe fails: ${why}${said}.`;
}
