/**
 * The Kubernetes objects that leaklab reads, as far as it reads them. Everything else in an object is kept as it was
 * (loose schemas), so that a bundle holds exactly what the API server said.
 */
import { z } from 'zod';

const metadata = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  generation: z.number().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  ownerReferences: z
    .array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().optional() }))
    .optional(),
});

const resources = z.looseObject({
  limits: z.record(z.string(), z.string()).optional(),
  requests: z.record(z.string(), z.string()).optional(),
});

const port = z.union([z.number(), z.string()]);
const probe = z.looseObject({
  httpGet: z.looseObject({ path: z.string().optional(), port, scheme: z.string().optional() }).optional(),
  tcpSocket: z.looseObject({ port }).optional(),
  exec: z.looseObject({ command: z.array(z.string()).optional() }).optional(),
  initialDelaySeconds: z.number().optional(),
  periodSeconds: z.number().optional(),
  timeoutSeconds: z.number().optional(),
  failureThreshold: z.number().optional(),
  successThreshold: z.number().optional(),
});

const named = z.looseObject({
  name: z.string().optional(),
  key: z.string().optional(),
  optional: z.boolean().optional(),
});

const variable = z.looseObject({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z.looseObject({ configMapKeyRef: named.optional(), secretKeyRef: named.optional() }).optional(),
});

const container = z.looseObject({
  name: z.string(),
  image: z.string().optional(),
  ports: z.array(z.looseObject({ name: z.string().optional(), containerPort: z.number() })).optional(),
  env: z.array(variable).optional(),
  envFrom: z
    .array(
      z.looseObject({ configMapRef: named.optional(), secretRef: named.optional(), prefix: z.string().optional() }),
    )
    .optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).optional(),
  resources: resources.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  startupProbe: probe.optional(),
});

const podSpec = z.looseObject({
  containers: z.array(container),
  initContainers: z.array(container).optional(),
  nodeName: z.string().optional(),
  restartPolicy: z.string().optional(),
  volumes: z
    .array(
      z.looseObject({
        name: z.string(),
        configMap: named.optional(),
        secret: z.looseObject({ secretName: z.string().optional() }).optional(),
        persistentVolumeClaim: z.looseObject({ claimName: z.string() }).optional(),
        emptyDir: z.looseObject({ medium: z.string().optional() }).optional(),
      }),
    )
    .optional(),
});

export const terminated = z.looseObject({
  exitCode: z.number(),
  signal: z.number().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  startedAt: z.string().nullish(),
  finishedAt: z.string().nullish(),
  containerID: z.string().optional(),
});

const containerState = z.looseObject({
  running: z.looseObject({ startedAt: z.string().nullish() }).optional(),
  waiting: z.looseObject({ reason: z.string().optional(), message: z.string().optional() }).optional(),
  terminated: terminated.optional(),
});

const containerStatus = z.looseObject({
  name: z.string(),
  ready: z.boolean(),
  started: z.boolean().nullish(),
  restartCount: z.number(),
  image: z.string().optional(),
  containerID: z.string().optional(),
  state: containerState.optional(),
  lastState: containerState.optional(),
});

const condition = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
  lastTransitionTime: z.string().nullish(),
});

export const podSchema = z.looseObject({
  metadata,
  spec: podSpec,
  status: z
    .looseObject({
      phase: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
      startTime: z.string().optional(),
      conditions: z.array(condition).optional(),
      containerStatuses: z.array(containerStatus).optional(),
      initContainerStatuses: z.array(containerStatus).optional(),
    })
    .optional(),
});

export const deploymentSchema = z.looseObject({
  metadata,
  spec: z.looseObject({
    replicas: z.number().optional(),
    selector: z.looseObject({ matchLabels: z.record(z.string(), z.string()).optional() }).optional(),
    template: z.looseObject({ spec: podSpec }),
  }),
  status: z
    .looseObject({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      unavailableReplicas: z.number().optional(),
      conditions: z.array(condition).optional(),
    })
    .optional(),
});

export const eventSchema = z.looseObject({
  metadata,
  involvedObject: z.looseObject({
    kind: z.string().optional(),
    name: z.string().optional(),
    uid: z.string().optional(),
    fieldPath: z.string().optional(),
  }),
  type: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  count: z.number().optional(),
  firstTimestamp: z.string().nullish(),
  lastTimestamp: z.string().nullish(),
  eventTime: z.string().nullish(),
});

export const nodeSchema = z.looseObject({
  metadata,
  spec: z.looseObject({ taints: z.array(z.looseObject({ key: z.string() })).optional() }).optional(),
  status: z
    .looseObject({
      allocatable: z.record(z.string(), z.string()).optional(),
      conditions: z.array(condition).optional(),
    })
    .optional(),
});

/** Any object: what is common to all kinds. */
export const anyObjectSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata,
});

export type Pod = z.infer<typeof podSchema>;
export type Container = z.infer<typeof container>;
export type Probe = z.infer<typeof probe>;
export type ContainerStatus = z.infer<typeof containerStatus>;
export type TerminatedState = z.infer<typeof terminated>;
export type Deployment = z.infer<typeof deploymentSchema>;
export type KubeEvent = z.infer<typeof eventSchema>;
export type Node = z.infer<typeof nodeSchema>;
export type AnyObject = z.infer<typeof anyObjectSchema>;
