import type { Pod } from './objects.ts';

/** The kubelet's words (pkg/kubelet/eviction/helpers.go). */
const lowOnMemory = /low on resource: memory/;

/**
 * The kubelet's message where it evicted the pod because its node was low on memory; null where it did not. Only the
 * condition DisruptionTarget is there always: where all containers end with 0 when they are asked to, the pod comes out
 * as Succeeded, without the reason Evicted and its message (seen with the kubelet of 1.34.4).
 */
export function memoryEviction({ status }: Pick<Pod, 'status'>): string | null {
  const disrupted = status?.conditions?.find(
    ({ type, status: is, reason }) => type === 'DisruptionTarget' && is === 'True' && reason === 'TerminationByKubelet',
  );
  const told = [status?.reason === 'Evicted' ? status.message : undefined, disrupted?.message];
  return told.find((message) => message !== undefined && lowOnMemory.test(message))?.trim() ?? null;
}
