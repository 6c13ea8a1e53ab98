import type { ContainerStatus, KubeEvent, Pod } from '../evidence/objects.ts';

/** Waiting reasons that time alone does not mend: the image or what the pod refers to is not there. */
const hopeless = new Set([
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
]);

/** Why a pod cannot start here, as a sentence with what mends it; undefined while it may still start. */
export function startTrouble(pods: Pod[], events: KubeEvent[]): { message: string; hint: string } | undefined {
  for (const pod of pods) {
    const { name } = pod.metadata;
    for (const { name: container, image, state } of statusesOf(pod)) {
      const { reason = '', message = '' } = state?.waiting ?? {};
      if (!hopeless.has(reason)) continue;
      const isImage = reason !== 'CreateContainerConfigError';
      return {
        message: `container ${container} of ${name} cannot start: ${reason}: ${message === '' ? (image ?? '') : message}`,
        hint: isImage ? 'leaklab cluster up, which builds and loads the images' : `kubectl describe pod ${name}`,
      };
    }
    const unplaced = pod.status?.conditions?.find(
      ({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable',
    );
    if (unplaced !== undefined) {
      return {
        message: `pod ${name} finds no node: ${unplaced.message ?? unplaced.reason}`,
        hint: 'leaklab cluster status, to see what else runs there; leaklab doctor, for the memory of this machine',
      };
    }
  }
  const refused = pods.length === 0 ? events.find(({ reason }) => reason === 'FailedCreate') : undefined;
  if (refused === undefined) return undefined;
  return { message: `no pod could be created: ${refused.message ?? ''}`, hint: 'kubectl get events' };
}

function statusesOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}
