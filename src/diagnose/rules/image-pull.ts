import { containerFinding, nameOf } from '../container-finding.ts';
import { eventQuote, eventsOn, isOnContainer } from '../events.ts';
import { waitingOf, waitingQuote } from '../place.ts';
import type { Rule } from '../rule.ts';

/** The waiting reasons of the kubelet's image manager (pkg/kubelet/images/types.go). */
const reasons = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** A container whose image cannot be had. */
export const imagePull: Rule = {
  name: 'image-pull',
  find: ({ evidence, workloads }) =>
    workloads.flatMap((workload) => {
      const waiting = workload.places
        .map(waitingOf)
        .filter((one) => one !== null)
        .filter(({ reason }) => reasons.has(reason));
      const [first] = waiting;
      if (first === undefined) return [];
      const pods = waiting.map(({ place }) => place.pod.metadata.name);
      const events = eventsOn(evidence, 'Pod', pods, ['Failed', 'ErrImageNeverPull', 'InspectFailed']).filter((event) =>
        isOnContainer(event, workload.spec.name),
      );
      const told = [...waiting.map(({ message }) => message), ...events.map(({ message }) => message ?? '')].join('\n');
      const image = first.place.spec.image ?? '';
      return [
        containerFinding(evidence, {
          cause: 'image-pull',
          workload,
          pods,
          confidence: 0.98,
          summary: `${nameOf(workload)} cannot start: its image ${image} ${whyOf(first.reason, told)}.`,
          for: [...waiting.map(waitingQuote), ...events.slice(-3).map(eventQuote)],
        }),
      ];
    }),
};

/** What the kubelet, containerd and the registry say, in fewer words. */
function whyOf(reason: string, told: string): string {
  if (reason === 'ErrImageNeverPull') return 'is not on the node, and imagePullPolicy Never forbids to pull it';
  if (reason === 'InvalidImageName') return 'is no valid image name';
  if (/not found|manifest unknown|does not exist/i.test(told)) return 'does not exist in its registry';
  if (/unauthorized|authentication required|denied|forbidden|no basic auth/i.test(told))
    return 'may not be pulled with the credentials that there are';
  if (/too many requests|rate limit/i.test(told)) return 'is refused by its registry for too many requests';
  if (/no such host|server misbehaving|name resolution/i.test(told))
    return 'is in a registry whose name does not resolve';
  if (/connection refused|i\/o timeout|deadline exceeded|no route to host/i.test(told))
    return 'is in a registry that does not answer';
  if (/x509|certificate|http response to https/i.test(told)) return 'is in a registry that cannot be trusted';
  return 'cannot be pulled';
}
