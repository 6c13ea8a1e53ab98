import { kubectl } from '../commands.ts';
import { eventQuote, eventsOn } from '../events.ts';
import { byOwner, ownerFinding } from '../owner-finding.ts';
import { isCurrent } from '../place.ts';
import type { Rule } from '../rule.ts';
import { unscheduled, waitsForVolume } from '../unscheduled.ts';
import { parseReference } from '../unmet-reference.ts';

/** A volume that a pod waits for is not there, or cannot be attached or mounted. */
export const volumeUnavailable: Rule = {
  name: 'volume-unavailable',
  find: ({ evidence }) => {
    const unplaced = new Map(
      unscheduled(evidence)
        .filter(waitsForVolume)
        .map((one) => [one.pod, one]),
    );
    const stuck = evidence.pods.filter((pod) => isCurrent(pod) && pod.status?.phase === 'Pending');
    const mounts = eventsOn(
      evidence,
      'Pod',
      stuck.map(({ metadata }) => metadata.name),
      ['FailedMount', 'FailedAttachVolume', 'FailedMapVolume'],
    ).filter(({ message = '', count = 1 }) => parseReference(message) === null && (count > 1 || !isPassing(message)));
    const unmounted = stuck.filter(({ metadata }) =>
      mounts.some(({ involvedObject }) => involvedObject.name === metadata.name),
    );
    return byOwner([...new Set([...unplaced.keys(), ...unmounted])], evidence).map(({ owner, pods }) => {
      const names = pods.map(({ metadata }) => metadata.name);
      const claims = pods.flatMap((pod) =>
        (pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
      );
      const told = [
        ...pods.flatMap((pod) => unplaced.get(pod)?.quote ?? []),
        ...mounts.filter(({ involvedObject }) => names.includes(involvedObject.name ?? '')).map(eventQuote),
        ...eventsOn(evidence, 'PersistentVolumeClaim', claims, ['ProvisioningFailed', 'FailedBinding']).map(eventQuote),
      ];
      const last = told.at(-1)?.text ?? '';
      return ownerFinding(evidence, {
        cause: 'volume-unavailable',
        owner,
        pods: names,
        confidence: 0.95,
        summary: `${owner.kind} ${owner.name} waits for a volume that it does not get: ${last}`,
        for: told,
        next: [kubectl(evidence, 'get', 'persistentvolumeclaim')],
      });
    });
  },
};

/** Told once at many starts: the kubelet's caches are filled a moment later. */
function isPassing(message: string): boolean {
  return /failed to sync (?:configmap|secret) cache|object ".*" not registered/.test(message);
}
