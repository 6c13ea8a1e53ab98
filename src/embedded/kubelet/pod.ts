import { z } from 'zod';
import { containerSecurity, podSecurity } from './pod-security.ts';
import { volumeSchema } from './pod-volume.ts';

/** What the kubelet reads of a pod; the rest of the object is passed by. Defaults are the API server's. */
const text = z.string();
const texts = z.record(z.string(), z.string());
const keyRef = z.object({ name: text.default(''), key: text, optional: z.boolean().default(false) });
const nameRef = z.object({ name: text.default(''), optional: z.boolean().default(false) });
const port = z.union([z.number(), z.string()]);

const variable = z.object({
  name: text,
  value: text.optional(),
  valueFrom: z
    .object({
      configMapKeyRef: keyRef.optional(),
      secretKeyRef: keyRef.optional(),
      fieldRef: z.object({ fieldPath: text }).optional(),
      resourceFieldRef: z
        .object({
          containerName: text.optional(),
          resource: text,
          divisor: z.union([z.string(), z.number()]).default('0'),
        })
        .optional(),
    })
    .optional(),
});

const handler = {
  exec: z.object({ command: z.array(text).default([]) }).optional(),
  httpGet: z
    .object({
      path: text.default('/'),
      port,
      host: text.optional(),
      scheme: text.default('HTTP'),
      httpHeaders: z.array(z.object({ name: text, value: text })).default([]),
    })
    .optional(),
  tcpSocket: z.object({ port, host: text.optional() }).optional(),
};

const probe = z.object({
  ...handler,
  initialDelaySeconds: z.number().default(0),
  periodSeconds: z.number().default(10),
  timeoutSeconds: z.number().default(1),
  successThreshold: z.number().default(1),
  failureThreshold: z.number().default(3),
  terminationGracePeriodSeconds: z.number().optional(),
});

const hook = z.object({ ...handler, sleep: z.object({ seconds: z.number() }).optional() });
const quantities = z.record(z.string(), z.union([z.string(), z.number()])).default({});

const container = z.object({
  name: text,
  image: text.default(''),
  /** Always: of an init container, a sidecar. */
  restartPolicy: text.optional(),
  imagePullPolicy: text.default('IfNotPresent'),
  command: z.array(text).default([]),
  args: z.array(text).default([]),
  workingDir: text.optional(),
  env: z.array(variable).default([]),
  envFrom: z
    .array(z.object({ prefix: text.default(''), configMapRef: nameRef.optional(), secretRef: nameRef.optional() }))
    .default([]),
  ports: z.array(z.object({ name: text.optional(), containerPort: z.number() })).default([]),
  resources: z.object({ requests: quantities, limits: quantities }).prefault({}),
  volumeMounts: z
    .array(
      z.object({
        name: text,
        mountPath: text,
        subPath: text.default(''),
        subPathExpr: text.default(''),
        readOnly: z.boolean().default(false),
      }),
    )
    .default([]),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  lifecycle: z.object({ postStart: hook.optional(), preStop: hook.optional() }).optional(),
  terminationMessagePath: text.default('/dev/termination-log'),
  terminationMessagePolicy: text.default('File'),
  securityContext: containerSecurity.prefault({}),
});

const podSchema = z.object({
  metadata: z.object({
    name: text,
    namespace: text,
    uid: text,
    generation: z.number().optional(),
    labels: texts.default({}),
    annotations: texts.default({}),
    deletionTimestamp: text.optional(),
    deletionGracePeriodSeconds: z.number().optional(),
  }),
  spec: z.object({
    nodeName: text.default(''),
    serviceAccountName: text.default('default'),
    restartPolicy: z.enum(['Always', 'OnFailure', 'Never']).default('Always'),
    terminationGracePeriodSeconds: z.number().default(30),
    activeDeadlineSeconds: z.number().optional(),
    enableServiceLinks: z.boolean().default(true),
    hostname: text.optional(),
    subdomain: text.optional(),
    hostAliases: z.array(z.object({ ip: text, hostnames: z.array(text).default([]) })).default([]),
    dnsPolicy: text.default('ClusterFirst'),
    securityContext: podSecurity.prefault({}),
    initContainers: z.array(container).default([]),
    containers: z.array(container),
    volumes: z.array(volumeSchema).default([]),
  }),
  status: z.looseObject({ phase: text.optional(), podIP: text.optional() }).default({}),
});

export type Pod = z.infer<typeof podSchema>;
export type Container = z.infer<typeof container>;
export type Variable = z.infer<typeof variable>;
export type Probe = z.infer<typeof probe>;
export type Hook = z.infer<typeof hook>;

/** @throws ZodError for an object that is no pod; the API server has let none in */
export function parsePod(object: unknown): Pod {
  return podSchema.parse(object);
}

/** True for an init container that goes on beside the main ones. */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

/** The pod's name as the kubelet writes it in messages: name_namespace(uid). */
export function podTitle({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
}
