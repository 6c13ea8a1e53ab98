import { z } from 'zod';
import type { Pod } from '../evidence/objects.ts';
import { isNotFound } from '../kube/failure.ts';
import type { RunContext } from './context.ts';

/** Where a connection to the Service may go. */
export interface Backend {
  pod: string;
  /** Its address in the cluster's network. */
  address: string;
  port: number;
}

const serviceSchema = z.looseObject({
  spec: z.looseObject({
    selector: z.record(z.string(), z.string()).optional(),
    ports: z.array(z.looseObject({ port: z.number(), targetPort: z.union([z.number(), z.string()]).optional() })),
  }),
});
export type Service = z.infer<typeof serviceSchema>;

/** The scenario's Service as it is now; undefined where it is gone. */
export async function readService({ plan, lab, namespace, signal }: RunContext): Promise<Service | undefined> {
  const { name } = plan.scenario.service;
  return lab.cluster.api
    .get({ apiVersion: 'v1', kind: 'Service', namespace, name }, signal)
    .then((object) => serviceSchema.parse(object))
    .catch((thrown: unknown) => {
      if (isNotFound(thrown)) return undefined;
      throw thrown;
    });
}

/** The ready pods behind a port of the Service: those that the cluster's own proxy would choose from. */
export function readyPods(pods: Pod[], service: Service, port: number): Backend[] {
  return pods.flatMap((pod) => backendOf(pod, service, port) ?? []);
}

function backendOf(pod: Pod, { spec }: Service, port: number): Backend | undefined {
  const { metadata, status } = pod;
  const selector = Object.entries(spec.selector ?? {});
  const chosen = selector.length > 0 && selector.every(([key, value]) => metadata.labels?.[key] === value);
  const ready = status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True');
  if (!chosen || ready !== true || metadata.deletionTimestamp !== undefined) return undefined;
  const target = spec.ports.find((entry) => entry.port === port)?.targetPort ?? port;
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  const number = typeof target === 'number' ? target : ports.find(({ name }) => name === target)?.containerPort;
  const address = z.string().safeParse(status?.['podIP']).data;
  if (number === undefined || address === undefined) return undefined;
  return { pod: metadata.name, address, port: number };
}
