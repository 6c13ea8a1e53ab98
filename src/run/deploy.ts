import { anyObjectSchema, deploymentSchema } from '../evidence/objects.ts';
import type { AnyObject } from '../evidence/objects.ts';
import type { KubeApi } from '../kube/api.ts';
import type { Pace } from '../scenario/model.ts';
import { Fault } from '../shared/errors.ts';
import { waitUntil } from '../shared/retry.ts';
import { runLabel } from '../shared/run-label.ts';
import type { RunContext } from './context.ts';
import { namespaceObject } from './namespace.ts';
import { readManifests } from './read-manifests.ts';

/** Makes the run's namespace and applies the scenario's manifests to it, at the run's pace. */
export async function deploy({ plan, lab, namespace, signal, observation }: RunContext): Promise<void> {
  const { api } = lab.cluster;
  await api.apply(namespaceObject(namespace, plan), undefined, signal);
  observation.start();
  await serviceAccountReady(api, namespace, signal);
  for (const object of await readManifests(plan.scenario.manifests)) {
    await api.apply(prepare(object, plan.id, plan.scenario.workload, plan.pace), namespace, signal);
  }
}

/** A pod is refused while its namespace's default ServiceAccount is not there yet. */
async function serviceAccountReady(api: KubeApi, namespace: string, signal: AbortSignal): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'ServiceAccount', namespace };
  const wait = {
    for: 'the ServiceAccount "default"',
    within: 30,
    every: 0.1,
    otherwise: 'environment',
    signal,
  } as const;
  await waitUntil(wait, async () => ((await api.list(reference, {}, signal)).items.length > 0 ? true : undefined));
}

/**
 * The object with the run's label, and the pace in the environment and the grace period of the workload's containers.
 * Another Deployment that names a variable of the pace gets its value.
 */
export function prepare(
  object: AnyObject,
  runId: string,
  workload: { kind: string; name: string },
  { env, gracePeriod }: Pick<Pace, 'env' | 'gracePeriod'>,
): AnyObject {
  const labelled = {
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata.labels, [runLabel]: runId } },
  };
  const isOurs = object.kind === workload.kind && object.metadata.name === workload.name;
  if (!isOurs && object.kind !== 'Deployment') return labelled;
  const parsed = deploymentSchema.safeParse(labelled);
  if (!parsed.success)
    throw new Fault('usage', `the manifest of ${object.kind} ${object.metadata.name} cannot be read`, {
      cause: parsed.error,
    });
  const deployment = parsed.data;
  const { spec: podSpec } = deployment.spec.template;
  const added = Object.entries(env).map(([name, value]) => ({ name, value }));
  const containers = podSpec.containers.map((container) => {
    const all: { name: string }[] = Array.isArray(container['env']) ? container['env'] : [];
    const own = all.filter(({ name }) => !(name in env));
    const given = isOurs ? added : added.filter((one) => all.some(({ name }) => name === one.name));
    return own.length + given.length === 0 ? container : { ...container, env: [...own, ...given] };
  });
  const grace = gracePeriod === undefined || !isOurs ? {} : { terminationGracePeriodSeconds: gracePeriod };
  const template = { ...deployment.spec.template, spec: { ...podSpec, ...grace, containers } };
  return anyObjectSchema.parse({ ...deployment, spec: { ...deployment.spec, template } });
}
