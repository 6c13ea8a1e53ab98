import { kubectl } from '../commands.ts';
import { byOwner, ownerFinding } from '../owner-finding.ts';
import type { Rule } from '../rule.ts';
import { unscheduled, waitsForVolume } from '../unscheduled.ts';

/** No node takes the pod: too large a request, a selector or a taint. */
export const unschedulable: Rule = {
  name: 'unschedulable',
  find: ({ evidence }) => {
    const waiting = new Map(
      unscheduled(evidence)
        .filter((one) => !waitsForVolume(one))
        .map((one) => [one.pod, one]),
    );
    return byOwner([...waiting.keys()], evidence).map(({ owner, pods }) => {
      const told = pods.map((pod) => waiting.get(pod)).filter((one) => one !== undefined);
      const many = pods.length === 1 ? 'its pod' : `${pods.length} of its pods`;
      return ownerFinding(evidence, {
        cause: 'unschedulable',
        owner,
        pods: pods.map(({ metadata }) => metadata.name),
        confidence: 0.97,
        summary: `${owner.kind} ${owner.name}: no node takes ${owner.kind === 'Pod' ? 'it' : many} (${reasonsIn(told[0]?.message ?? '')}).`,
        for: told.slice(0, 3).map(({ quote }) => quote),
        next: [kubectl(evidence, 'get', 'nodes')],
      });
    });
  },
};

/** "0/3 nodes are available: 3 Insufficient memory. preemption: …" → "3 Insufficient memory" */
function reasonsIn(message: string): string {
  const reasons = /nodes are available: (.*?)\.(?: |$)/.exec(message)?.[1];
  return reasons ?? (message === '' ? 'the scheduler does not say why' : message);
}
