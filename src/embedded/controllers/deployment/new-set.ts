import { same } from '../canonical.ts';
import { locate } from '../controller.ts';
import { readDeployment } from '../models/deployment.ts';
import type { Deployment } from '../models/deployment.ts';
import { readReplicaSet } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { controllerReference, isControlledBy } from '../owner.ts';
import { StatusError } from '../../store/status-error.ts';
import { timestamp } from '../../store/new-object.ts';
import { newestAnnotations, revisionAnnotation, revisionOf, sizeAnnotations } from './annotations.ts';
import { conditionOf, withCondition } from './conditions.ts';
import { newSize } from './new-size.ts';
import { hasDeadline } from './progress.ts';
import { allSets } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import { writeStatus } from './status.ts';
import { sameTemplate, templateHash, templateHashLabel } from './template-hash.ts';

const resource = 'replicasets.apps';

/** Makes the ReplicaSet of the present template; the changes that this brings give the next look. */
export function createNewSet(rollout: Rollout): void {
  const { deployment, context, recorder } = rollout;
  const set = newSetOf(rollout);
  const { name } = set.metadata;
  try {
    // Straight to the store: its template has the defaults already, and must stay the deployment's to the letter.
    context.store.create(resource, set);
  } catch (thrown) {
    if (!(thrown instanceof StatusError)) throw thrown;
    if (thrown.reason === 'AlreadyExists') return resolveCollision(rollout, name, thrown);
    const message = `Failed to create new replica set "${name}": ${thrown.message}`;
    noteProgress(rollout, { status: 'False', reason: 'ReplicaSetCreateError', message });
    recorder.warning(deployment, 'ReplicaSetCreateError', message);
    throw thrown;
  }
  if (set.spec.replicas > 0) {
    recorder.normal(deployment, 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${set.spec.replicas}`);
  }
  const message = `Created new replica set "${name}"`;
  noteProgress(rollout, { status: 'True', reason: 'NewReplicaSetCreated', message });
}

function newSetOf(rollout: Rollout) {
  const { deployment, oldSets } = rollout;
  const { selector, template, minReadySeconds } = deployment.spec;
  const hash = templateHash(template, deployment.status?.collisionCount);
  const revision = 1 + Math.max(0, ...oldSets.map(revisionOf));
  const labels = { ...template.metadata?.labels, [templateHashLabel]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? '',
      labels,
      annotations: { ...newestAnnotations(deployment, {}, revision), ...sizeAnnotations(deployment) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newSize(deployment, allSets(rollout), 0),
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [templateHashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Another template, or another owner's set, has the name: count it, which gives the next try another hash. */
function resolveCollision(rollout: Rollout, name: string, thrown: StatusError): void {
  const { deployment, context } = rollout;
  const stored = context.store.find({ resource, namespace: deployment.metadata.namespace, name });
  const found = stored === undefined ? undefined : readReplicaSet(stored);
  // Ours already: the next look finds it.
  if (found !== undefined && isOurs(deployment, found)) return;
  const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
  writeStatus(rollout, { ...deployment.status, collisionCount });
  throw thrown;
}

function isOurs(deployment: Deployment, set: ReplicaSet): boolean {
  return isControlledBy(set, deployment) && sameTemplate(set.spec.template, deployment.spec.template);
}

function noteProgress(rollout: Rollout, progress: { status: string; reason: string; message: string }): void {
  const { deployment, context } = rollout;
  if (!hasDeadline(deployment)) return;
  const time = timestamp(context.clock.now());
  const present = deployment.status?.conditions ?? [];
  const conditions = withCondition(present, { type: 'Progressing', ...progress }, time);
  writeStatus(rollout, { ...deployment.status, conditions });
}

/**
 * Keeps what the newest ReplicaSet and its deployment say of their revision. True when something was written: the
 * change gives the next look.
 */
export function keepRevision(rollout: Rollout): boolean {
  const { deployment, newSet, oldSets } = rollout;
  if (newSet === undefined) return false;
  const { store } = rollout.context;
  const present = newSet.metadata.annotations ?? {};
  const annotations = newestAnnotations(deployment, present, 1 + Math.max(0, ...oldSets.map(revisionOf)));
  const { minReadySeconds } = deployment.spec;
  if (!same(present, annotations) || (newSet.spec.minReadySeconds ?? 0) !== (minReadySeconds ?? 0)) {
    store.modify(locate(resource, newSet), (stored) => {
      const found = readReplicaSet(stored);
      return {
        ...found,
        metadata: { ...found.metadata, annotations },
        spec: { ...found.spec, minReadySeconds: minReadySeconds ?? 0 },
      };
    });
    return true;
  }
  const revision = present[revisionAnnotation] ?? '';
  if (deployment.metadata.annotations?.[revisionAnnotation] !== revision) {
    store.modify(locate('deployments.apps', deployment), (stored) => {
      const found = readDeployment(stored);
      const annotations = { ...found.metadata.annotations, [revisionAnnotation]: revision };
      return { ...found, metadata: { ...found.metadata, annotations } };
    });
    return true;
  }
  if (!hasDeadline(deployment) || conditionOf(deployment, 'Progressing') !== undefined) return false;
  const message = `Found new replica set "${newSet.metadata.name}"`;
  noteProgress(rollout, { status: 'True', reason: 'FoundNewReplicaSet', message });
  return true;
}
