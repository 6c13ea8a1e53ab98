import { z } from 'zod';
import { didYouMean } from '../shared/near.ts';
import type { KubeObject } from './kube-object.ts';
import { nearObject } from './kube-object.ts';
import type { Problem } from './problem.ts';
import { scenarioSchema } from './schema.ts';
import type { YamlDocument } from './yaml-document.ts';

const partsSchema = z.looseObject({
  workload: scenarioSchema.shape.workload.optional().catch(undefined),
  service: scenarioSchema.shape.service.optional().catch(undefined),
});
const labels = z.record(z.string(), z.string()).catch({});
const workloadObject = z.object({
  spec: z.object({
    template: z.object({
      metadata: z.object({ labels }).catch({ labels: {} }),
      spec: z.object({ containers: z.array(z.object({ name: z.string() })) }),
    }),
  }),
});
const serviceObject = z.object({
  spec: z.object({ selector: labels, ports: z.array(z.object({ port: z.number() })).catch([]) }),
});

/** The workload, its container and the service that `scenario.yaml` names must be in the manifests, and fit together. */
export function checkWorkload(document: YamlDocument, objects: readonly KubeObject[]): Problem[] {
  const { workload, service } = partsSchema.catch({ workload: undefined, service: undefined }).parse(document.value);
  const problems: Problem[] = [];
  const report = (path: string[], message: string, hint?: string) => {
    problems.push({ ...document.place(path), message: `${path.join('.')}: ${message}`, hint });
  };
  const find = (kind: string, name: string) => objects.find((object) => object.kind === kind && object.name === name);

  const deployment = workload && find(workload.kind, workload.name);
  if (workload && !deployment) {
    const hint = nearObject(objects, workload.kind, workload.name);
    report(['workload', 'name'], `no ${workload.kind} "${workload.name}" in the manifests`, hint);
  }
  const template = deployment && workloadObject.safeParse(deployment.value).data?.spec.template;
  if (deployment && !template) {
    const message = `expected ${deployment.kind} ${deployment.name} to have spec.template.spec.containers with names`;
    problems.push({ ...deployment.source.place(['spec', 'template', 'spec']), message });
  }
  const containers = template?.spec.containers.map(({ name }) => name);
  if (workload && containers && !containers.includes(workload.container)) {
    const message = `no container "${workload.container}" in ${workload.kind} ${workload.name}`;
    report(
      ['workload', 'container'],
      message,
      didYouMean(workload.container, containers) ?? `it has ${containers.join(', ')}`,
    );
  }

  const found = service && find('Service', service.name);
  if (service && !found) {
    report(
      ['service', 'name'],
      `no Service "${service.name}" in the manifests`,
      nearObject(objects, 'Service', service.name),
    );
  }
  const { selector, ports } = (found && serviceObject.safeParse(found.value).data?.spec) ?? { selector: {}, ports: [] };
  if (service && found && !ports.some(({ port }) => port === service.port)) {
    const hint = ports.length === 0 ? 'it has no ports' : `it has ${ports.map(({ port }) => port).join(', ')}`;
    report(['service', 'port'], `no port ${service.port} in Service ${service.name}`, hint);
  }
  const podLabels = template?.metadata.labels;
  if (found && podLabels && !selects(selector, podLabels)) {
    const message = `Service ${found.name} does not select the pods of ${workload?.kind} ${workload?.name}`;
    problems.push({
      ...found.source.place(['spec', 'selector']),
      message,
      hint: "make its selector equal to the pods' labels",
    });
  }
  return problems;
}

function selects(selector: Record<string, string>, podLabels: Record<string, string>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => podLabels[key] === value);
}
