import { quantityOf } from './resource-ref.ts';
import type { Pod } from './pod.ts';

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The pod's quality of service, from the requests and limits of its containers (pkg/apis/core/v1/helper/qos). */
export function qosClass({ spec }: Pod): QosClass {
  const all = [...spec.initContainers, ...spec.containers];
  const amounts = all.flatMap(({ resources: { requests, limits } }) =>
    (['cpu', 'memory'] as const).map((resource) => {
      const limit = quantityOf(limits, resource) ?? 0;
      return { limit, request: quantityOf(requests, resource) ?? limit };
    }),
  );
  if (amounts.every(({ limit, request }) => limit === 0 && request === 0)) return 'BestEffort';
  return amounts.every(({ limit, request }) => limit > 0 && limit === request) ? 'Guaranteed' : 'Burstable';
}
