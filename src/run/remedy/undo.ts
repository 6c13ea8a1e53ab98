import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { AnyObject } from '../../evidence/objects.ts';
import type { RunContext } from '../context.ts';

/** There is no earlier revision, or the workload is that already. */
export class NothingToUndo extends Error {}

const revisionKey = 'deployment.kubernetes.io/revision';
const hashLabel = 'pod-template-hash';

/** Annotations that stay the Deployment's own; kubectl's rollback.go lists them. */
const kept = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionKey,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

const deploymentSpec = z.looseObject({ paused: z.boolean().optional(), template: z.unknown() });
const templateSchema = z.looseObject({
  metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }).optional(),
});

/**
 * What `kubectl rollout undo` does: puts the template of the revision before the newest back into the Deployment, with
 * the annotations that it had. The Deployment's controller then scales that revision's own ReplicaSet up again, and its
 * pods that still run are kept.
 * @throws {NothingToUndo} in kubectl's words
 */
export async function undo({ plan, lab, namespace, signal }: RunContext): Promise<string> {
  const { api } = lab.cluster;
  const { kind, name } = plan.scenario.workload;
  const reference = { apiVersion: 'apps/v1', kind, namespace, name };
  const deployment = await api.get(reference, signal);
  const spec = deploymentSpec.parse(deployment['spec']);
  if (spec.paused === true) {
    throw new NothingToUndo(`you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume'`);
  }
  const sets = await api.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace }, {}, signal);
  const [, previous] = sets.items
    .filter(({ metadata }) => ownerUids(metadata).includes(deployment.metadata.uid ?? ''))
    .map((set) => ({ set, revision: Number(set.metadata.annotations?.[revisionKey] ?? 0) }))
    .toSorted((a, b) => b.revision - a.revision);
  if (previous === undefined) throw new NothingToUndo(`no rollout history found for deployment "${name}"`);
  const { set, revision } = previous;
  const template = withoutHash(z.looseObject({ template: z.unknown() }).parse(set['spec']).template);
  if (isDeepStrictEqual(template, withoutHash(spec.template))) {
    throw new NothingToUndo(`skipped rollback (current template already matches revision ${revision})`);
  }
  const annotations = {
    ...only(deployment.metadata.annotations, (key) => kept.has(key)),
    ...only(set.metadata.annotations, (key) => !kept.has(key)),
  };
  const body = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
  const call = { body, contentType: 'application/json-patch+json', signal };
  await api.json('PATCH', await api.path(reference), call);
  return `rolled ${kind} ${name} back to revision ${revision}`;
}

function ownerUids(metadata: AnyObject['metadata']): string[] {
  const owners = z
    .array(z.looseObject({ uid: z.string() }))
    .catch([])
    .parse(metadata['ownerReferences']);
  return owners.map(({ uid }) => uid);
}

/** The label with which the controller tells the revisions apart is no part of what people wrote. */
function withoutHash(value: unknown): unknown {
  const template = templateSchema.parse(value);
  const labels = only(template.metadata?.labels, (key) => key !== hashLabel);
  return { ...template, metadata: { ...template.metadata, labels } };
}

function only(entries: Record<string, string> = {}, wanted: (key: string) => boolean): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => wanted(key)));
}
