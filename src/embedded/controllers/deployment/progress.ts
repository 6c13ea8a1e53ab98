import type { Deployment, DeploymentCondition, DeploymentStatus } from '../models/deployment.ts';
import { timestamp } from '../../store/new-object.ts';
import { conditionOf, renewed, withCondition, withoutCondition } from './conditions.ts';
import type { NewCondition } from './conditions.ts';
import { allSets } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import { isComplete, statusOf, writeStatus } from './status.ts';

/** What the API server reads as "no deadline". */
const noDeadline = 2 ** 31 - 1;
const retrySoon = 1000;

export function hasDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== noDeadline;
}

/**
 * Writes the status during a rollout, with its Progressing condition (deployment/progress.go syncRolloutStatus).
 * Gives the milliseconds after which a rollout that stands still has missed its deadline.
 */
export function syncProgress(rollout: Rollout): number | undefined {
  const { deployment, context } = rollout;
  const status = statusOf(rollout);
  const now = context.clock.now();
  status.conditions = withFailure(rollout, withProgress(rollout, status, now), now);
  return writeStatus(rollout, status) ? undefined : untilDeadline(deployment, status, now);
}

function withProgress(rollout: Rollout, status: Status, now: number): DeploymentCondition[] {
  const { deployment, newSet } = rollout;
  const { conditions } = status;
  if (!hasDeadline(deployment)) return withoutCondition(conditions, 'Progressing');
  const present = conditionOf(deployment, 'Progressing');
  const finished = (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  // A look again at a finished rollout, after a crash of a pod say, is no rollout.
  if (finished && present?.reason === 'NewReplicaSetAvailable') return conditions;
  const subject =
    newSet === undefined ? `Deployment "${deployment.metadata.name}"` : `ReplicaSet "${newSet.metadata.name}"`;
  const time = timestamp(now);
  if (isComplete(deployment, status)) return withCondition(conditions, completed(subject), time);
  if (hasMoved(deployment.status ?? {}, status)) return renewed(conditions, moving(subject), time);
  if (isLate(deployment, now)) return withCondition(conditions, late(subject), time);
  return conditions;
}

type Status = DeploymentStatus & { conditions: DeploymentCondition[] };

function completed(subject: string): NewCondition {
  const message = `${subject} has successfully progressed.`;
  return { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', message };
}

function moving(subject: string): NewCondition {
  return { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: `${subject} is progressing.` };
}

function late(subject: string): NewCondition {
  const message = `${subject} has timed out progressing.`;
  return { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message };
}

function hasMoved(before: DeploymentStatus, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

function isLate(deployment: Deployment, now: number): boolean {
  const present = conditionOf(deployment, 'Progressing');
  if (present === undefined || present.reason === 'NewReplicaSetAvailable') return false;
  if (present.reason === 'ProgressDeadlineExceeded') return true;
  return deadlineOf(deployment, present) < now;
}

function deadlineOf({ spec }: Deployment, progressing: DeploymentCondition): number {
  return Date.parse(progressing.lastUpdateTime ?? '') + (spec.progressDeadlineSeconds ?? 0) * 1000;
}

function untilDeadline(deployment: Deployment, status: DeploymentStatus, now: number): number | undefined {
  const present = conditionOf(deployment, 'Progressing');
  if (!hasDeadline(deployment) || present === undefined) return undefined;
  if (isComplete(deployment, status) || present.reason === 'ProgressDeadlineExceeded') return undefined;
  return Math.max(deadlineOf(deployment, present) - now, 0) + retrySoon;
}

/** A ReplicaSet that cannot make its pods is the deployment's failure too; the newest one's goes before. */
function withFailure(rollout: Rollout, conditions: DeploymentCondition[], now: number): DeploymentCondition[] {
  const sets = [...(rollout.newSet === undefined ? [] : [rollout.newSet]), ...allSets(rollout)];
  const failures = sets.flatMap(({ status }) => status?.conditions ?? []);
  const failure = failures.find(({ type }) => type === 'ReplicaFailure');
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  const { type, status, reason = '', message = '', lastTransitionTime } = failure;
  return withCondition(conditions, { type, status, reason, message }, lastTransitionTime ?? timestamp(now));
}
