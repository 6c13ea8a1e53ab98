import { formatSeconds } from '../../shared/quantity.ts';
import { kubectl } from '../commands.ts';
import { containerFinding, logsCommand, nameOf } from '../container-finding.ts';
import { isOwn } from '../crash.ts';
import { deafStops } from '../deaf-stops.ts';
import type { DeafStop } from '../deaf-stops.ts';
import type { Facts, Workload } from '../facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { unseenProbes } from '../unseen-probes.ts';

/**
 * Ended by a signal that asks: SIGTERM (128 + 15) that something in the pod sent, not the kubelet; or SIGKILL because the
 * kubelet's own SIGTERM went unheard.
 */
export const terminated: Rule = {
  name: 'terminated',
  find: (facts) =>
    facts.workloads.flatMap((workload) => {
      const deaf = deafStops(facts.evidence, workload);
      return deaf.length > 0 ? [deafFinding(facts, workload, deaf)] : endedBySignal(facts, workload);
    }),
};

function endedBySignal({ evidence }: Facts, workload: Workload): Finding[] {
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
}

function deafFinding({ evidence }: Facts, workload: Workload, deaf: DeafStop[]): Finding {
  const grace = Math.max(...deaf.map(({ graceSeconds }) => graceSeconds));
  const times = deaf.length === 1 ? 'the last stop' : `${deaf.length} stops`;
  const [pod = ''] = workload.pods;
  return containerFinding(evidence, {
    cause: 'terminated',
    workload,
    pods: workload.pods,
    confidence: 0.9,
    summary: `${nameOf(workload)} does not end when it is asked to: ${times} took the whole grace period of ${formatSeconds(grace)} and SIGKILL (exit code 137), and no memory was short.`,
    for: deaf.slice(-3).flatMap(({ quotes }) => quotes),
    figures: { stops: deaf.length, graceSeconds: grace },
    // SigCgt: the signals that a process has a handler for, as a mask; SIGTERM is its bit 0x4000 (proc(5)).
    next: [kubectl(evidence, 'exec', pod, '-c', workload.spec.name, '--', 'grep', 'SigCgt', '/proc/1/status')],
  });
}
