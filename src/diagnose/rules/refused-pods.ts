import { kubectl } from '../commands.ts';
import type { Facts } from '../facts.ts';
import type { Cause, Finding } from '../finding.ts';
import { ownerFinding } from '../owner-finding.ts';
import { refusedPods } from '../refused-pods.ts';
import type { Rule } from '../rule.ts';

/** The words of the quota and limit range admission plugins (plugin/pkg/admission). */
const limits =
  /exceeded quota|insufficient quota|must specify |(?:maximum|minimum) \S+ usage per|limit to request ratio/;

/** No pod, because a ResourceQuota or a LimitRange does not allow it. */
export const quotaExceeded: Rule = ruleFor('quota-exceeded', (message) => limits.test(message));
/** No pod, because another admission rule refuses it: a policy, a webhook, a ServiceAccount that is not there. */
export const admissionDenied: Rule = ruleFor('admission-denied', (message) => !limits.test(message));

function ruleFor(cause: Extract<Cause, 'quota-exceeded' | 'admission-denied'>, is: (message: string) => boolean): Rule {
  return { name: cause, find: (facts) => findWhere(facts, cause, is) };
}

function findWhere({ evidence }: Facts, cause: Cause, is: (message: string) => boolean): Finding[] {
  const look = cause === 'quota-exceeded' ? [kubectl(evidence, 'describe', 'resourcequota,limitrange')] : [];
  return refusedPods(evidence)
    .filter(({ message }) => is(message))
    .map(({ owner, message, quotes }) =>
      ownerFinding(evidence, {
        cause,
        owner,
        pods: [],
        confidence: cause === 'quota-exceeded' ? 0.97 : 0.9,
        summary: `${owner.kind} ${owner.name} gets no pod: ${message}`,
        for: quotes,
        next: look,
      }),
    );
}
