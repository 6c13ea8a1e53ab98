import { z } from 'zod';
import { deploymentSchema } from '../evidence/objects.ts';
import type { Container, Probe } from '../evidence/objects.ts';
import { isNotFound } from '../kube/failure.ts';
import { parseQuantity } from '../shared/quantity.ts';
import type { Guarded, GuardedContainer, GuardedProbe } from '../verify/case.ts';
import type { RunContext } from './context.ts';

/** What the workload has that a remedy may not take away; a Fault is thrown when the workload is not there. */
export async function readGuarded(context: RunContext): Promise<Guarded> {
  const { lab, namespace, plan, signal } = context;
  const { kind, name } = plan.scenario.workload;
  const object = await lab.cluster.api.get({ apiVersion: 'apps/v1', kind, namespace, name }, signal);
  const deployment = deploymentSchema.parse(object);
  const { template } = deployment.spec;
  const labels = templateSchema.parse(template).metadata?.labels ?? {};
  return {
    workload: { kind, name },
    replicas: deployment.spec.replicas ?? 1,
    // The API server writes the default into every pod (pkg/apis/core/v1/defaults.go).
    graceSeconds: graceSchema.parse(template.spec).terminationGracePeriodSeconds ?? 30,
    containers: template.spec.containers.map(guardedContainer),
    services: await servicesOf(context, labels),
  };
}

/** The same, or null when the workload is gone. */
export async function readGuardedIfThere(context: RunContext): Promise<Guarded | null> {
  return readGuarded(context).catch((thrown: unknown) => {
    if (isNotFound(thrown)) return null;
    throw thrown;
  });
}

const templateSchema = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
});
const graceSchema = z.looseObject({ terminationGracePeriodSeconds: z.number().optional() });
const serviceSchema = z.looseObject({
  spec: z.looseObject({ selector: z.record(z.string(), z.string()).optional() }).optional(),
});

async function servicesOf(context: RunContext, labels: Record<string, string>): Promise<string[]> {
  const { lab, namespace, signal } = context;
  const { items } = await lab.cluster.api.list({ apiVersion: 'v1', kind: 'Service', namespace }, {}, signal);
  return items
    .filter((item) => {
      const selector = Object.entries(serviceSchema.parse(item).spec?.selector ?? {});
      return selector.length > 0 && selector.every(([key, value]) => labels[key] === value);
    })
    .map(({ metadata }) => metadata.name);
}

function guardedContainer(container: Container): GuardedContainer {
  const limit = container.resources?.limits?.['memory'];
  const { livenessProbe, readinessProbe, startupProbe } = container;
  return {
    name: container.name,
    memoryLimit: limit === undefined ? null : (parseQuantity(limit) ?? null),
    probes: {
      ...(livenessProbe === undefined ? {} : { liveness: guardedProbe(livenessProbe) }),
      ...(readinessProbe === undefined ? {} : { readiness: guardedProbe(readinessProbe) }),
      ...(startupProbe === undefined ? {} : { startup: guardedProbe(startupProbe) }),
    },
  };
}

/** Defaults as the API server sets them: pkg/apis/core/v1/defaults.go. */
function guardedProbe(probe: Probe): GuardedProbe {
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
  const handler = ['httpGet', 'tcpSocket', 'exec', 'grpc'].find((name) => probe[name] !== undefined);
  return { patienceSeconds: initialDelaySeconds + periodSeconds * failureThreshold, handler: handler ?? 'none' };
}
