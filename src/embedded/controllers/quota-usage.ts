import type { NewObject } from '../store/object.ts';
import type { ResourceName } from '../store/store.ts';
import { podAmounts } from './pod-requests.ts';
import { podSpec } from './models/pod.ts';

/** Plain counts that a quota may name without "count/" (pkg/quota/v1/evaluator/core). */
const plainCounts = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

/** What one object uses of what a quota can limit. A pod that has ended counts as an object alone. */
export function usageOf(resource: ResourceName, object: NewObject): Record<string, number> {
  const counts = { [`count/${resource}`]: 1, ...(plainCounts.has(resource) ? { [resource]: 1 } : {}) };
  if (resource !== 'pods' || hasEnded(object)) return counts;
  const spec = podSpec.parse(object['spec']);
  const requests = podAmounts(spec, 'requests');
  return {
    ...counts,
    pods: 1,
    ...requests,
    ...prefixed('requests', requests),
    ...prefixed('limits', podAmounts(spec, 'limits')),
  };
}

function prefixed(prefix: string, amounts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}.${name}`, amount]));
}

function hasEnded({ status }: NewObject): boolean {
  const phase: unknown = typeof status === 'object' && status !== null ? Reflect.get(status, 'phase') : undefined;
  return phase === 'Succeeded' || phase === 'Failed';
}
