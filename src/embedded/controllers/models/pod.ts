import { z } from 'zod';
import { condition, object, viewOf } from './object.ts';

const quantities = z.record(z.string(), z.union([z.string(), z.number()])).optional();

const container = z.looseObject({
  name: z.string(),
  restartPolicy: z.string().optional(),
  ports: z
    .array(z.looseObject({ name: z.string().optional(), containerPort: z.number(), protocol: z.string().optional() }))
    .optional(),
  resources: z.looseObject({ requests: quantities, limits: quantities }).optional(),
});
export type Container = z.infer<typeof container>;

const toleration = z.looseObject({
  key: z.string().optional(),
  operator: z.string().optional(),
  value: z.string().optional(),
  effect: z.string().optional(),
});
export type Toleration = z.infer<typeof toleration>;

export const podSpec = z.looseObject({
  containers: z.array(container),
  initContainers: z.array(container).optional(),
  overhead: quantities,
  nodeName: z.string().optional(),
  nodeSelector: z.record(z.string(), z.string()).optional(),
  schedulerName: z.string().optional(),
  schedulingGates: z.array(z.looseObject({ name: z.string() })).optional(),
  serviceAccountName: z.string().optional(),
  tolerations: z.array(toleration).optional(),
  terminationGracePeriodSeconds: z.number().optional(),
  hostname: z.string().optional(),
  subdomain: z.string().optional(),
});
export type PodSpec = z.infer<typeof podSpec>;

const containerStatus = z.looseObject({ name: z.string(), restartCount: z.number().optional() });

const pod = object.extend({
  spec: podSpec,
  status: z
    .looseObject({
      phase: z.string().optional(),
      conditions: z.array(condition).optional(),
      podIP: z.string().optional(),
      podIPs: z.array(z.looseObject({ ip: z.string() })).optional(),
      containerStatuses: z.array(containerStatus).optional(),
    })
    .optional(),
});
export type Pod = z.infer<typeof pod>;
export const readPod = viewOf(pod);
