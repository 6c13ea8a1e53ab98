import { z } from 'zod';
import { condition, labelSelector, object, podTemplate, viewOf } from './object.ts';

const replicaSet = object.extend({
  spec: z.looseObject({
    replicas: z.number().optional(),
    minReadySeconds: z.number().optional(),
    selector: labelSelector,
    template: podTemplate,
  }),
  status: z
    .looseObject({
      replicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      observedGeneration: z.number().optional(),
      conditions: z.array(condition).optional(),
    })
    .optional(),
});
export type ReplicaSet = z.infer<typeof replicaSet>;
export const readReplicaSet = viewOf(replicaSet);

/** How many pods it is to have; 1 where nothing is said, as the API server's default. */
export function wanted({ spec }: { spec: { replicas?: number | undefined } }): number {
  return spec.replicas ?? 1;
}
