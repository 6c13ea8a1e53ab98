import { z } from 'zod';
import { condition, labelSelector, object, podTemplate, viewOf } from './object.ts';

const intOrPercent = z.union([z.number(), z.string()]).optional();

const deploymentCondition = condition.extend({ lastUpdateTime: z.string().optional() });
export type DeploymentCondition = z.infer<typeof deploymentCondition>;

const deployment = object.extend({
  spec: z.looseObject({
    replicas: z.number().optional(),
    selector: labelSelector,
    template: podTemplate,
    strategy: z
      .looseObject({
        type: z.string().optional(),
        rollingUpdate: z.looseObject({ maxSurge: intOrPercent, maxUnavailable: intOrPercent }).optional(),
      })
      .optional(),
    minReadySeconds: z.number().optional(),
    revisionHistoryLimit: z.number().optional(),
    paused: z.boolean().optional(),
    progressDeadlineSeconds: z.number().optional(),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      unavailableReplicas: z.number().optional(),
      collisionCount: z.number().optional(),
      conditions: z.array(deploymentCondition).optional(),
    })
    .optional(),
});
export type Deployment = z.infer<typeof deployment>;
export const readDeployment = viewOf(deployment);
export type DeploymentStatus = NonNullable<Deployment['status']>;
