import { same } from '../canonical.ts';
import { locate } from '../controller.ts';
import { readDeployment } from '../models/deployment.ts';
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../models/deployment.ts';
import { wanted } from '../models/replica-set.ts';
import { timestamp } from '../../store/new-object.ts';
import { boundsOf } from './bounds.ts';
import { withCondition } from './conditions.ts';
import type { NewCondition } from './conditions.ts';
import { sumOf } from './new-size.ts';
import { allSets } from './rollout.ts';
import type { Rollout } from './rollout.ts';

/** The counters of a deployment's status, and whether enough of its pods are available. */
export function statusOf(rollout: Rollout): DeploymentStatus & { conditions: DeploymentCondition[] } {
  const { deployment, newSet, context } = rollout;
  const sets = allSets(rollout);
  const replicas = sumOf(sets, ({ status }) => status?.replicas ?? 0);
  const available = sumOf(sets, ({ status }) => status?.availableReplicas ?? 0);
  const needed = wanted(deployment) - boundsOf(deployment).maxUnavailable;
  const condition = available >= needed ? enoughAvailable : tooFewAvailable;
  const { collisionCount, conditions = [] } = deployment.status ?? {};
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    // Go leaves zeros out (omitempty).
    ...counted('replicas', replicas),
    ...counted('updatedReplicas', newSet?.status?.replicas ?? 0),
    ...counted(
      'readyReplicas',
      sumOf(sets, ({ status }) => status?.readyReplicas ?? 0),
    ),
    ...counted('availableReplicas', available),
    ...counted('unavailableReplicas', Math.max(0, sumOf(sets, wanted) - available)),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withCondition(conditions, condition, timestamp(context.clock.now())),
  };
}

function counted(name: string, count: number): Record<string, number> {
  return count > 0 ? { [name]: count } : {};
}

const enoughAvailable: NewCondition = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};
const tooFewAvailable: NewCondition = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};

/** Writes a status where it is another than before; true when it was written. */
export function writeStatus({ context, deployment }: Rollout, status: DeploymentStatus): boolean {
  if (same(deployment.status ?? {}, status)) return false;
  context.store.modify(
    locate('deployments.apps', deployment),
    (found) => ({ ...readDeployment(found), status }),
    'status',
  );
  return true;
}

/** All wanted pods are of the newest template and available, and no others are left. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = wanted(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}
