import type { Deployment } from '../models/deployment.ts';
import { wanted } from '../models/replica-set.ts';
import { boundsOf } from './bounds.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
const historyAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maximumAnnotation = 'deployment.kubernetes.io/max-replicas';

type Annotations = Record<string, string>;

/** Not copied from a deployment to its ReplicaSets (deployment/util annotationsToSkip). */
const ownAnnotations = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maximumAnnotation,
  'deprecated.deployment.rollback.to',
]);
const longestHistory = 2000;

export function revisionOf({ metadata }: { metadata: { annotations?: Annotations | undefined } }): number {
  return Number(metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** A ReplicaSet's annotations once it is its deployment's newest: the deployment's own, and the revision with its past. */
export function newestAnnotations(deployment: Deployment, present: Annotations, revision: number): Annotations {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key));
  const annotations: Annotations = { ...present, ...Object.fromEntries(copied) };
  const before = present[revisionAnnotation];
  if (before !== undefined && Number(before) >= revision) return annotations;
  annotations[revisionAnnotation] = String(revision);
  if (before !== undefined) annotations[historyAnnotation] = history(present[historyAnnotation], before);
  return annotations;
}

function history(present: string | undefined, revision: string): string {
  const past = present === undefined || present === '' ? [] : present.split(',');
  while (past.length > 0 && past.join(',').length + revision.length + 1 > longestHistory) past.shift();
  return [...past, revision].join(',');
}

/** What a ReplicaSet says of its deployment's size, so that a change of it is seen. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const replicas = wanted(deployment);
  return {
    [desiredAnnotation]: String(replicas),
    [maximumAnnotation]: String(replicas + boundsOf(deployment).maxSurge),
  };
}
