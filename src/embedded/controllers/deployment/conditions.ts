import type { Deployment, DeploymentCondition } from '../models/deployment.ts';

type Conditions = DeploymentCondition[];

export function conditionOf({ status }: Deployment, type: string): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export interface NewCondition {
  type: string;
  status: string;
  reason: string;
  message: string;
}

/**
 * The conditions with this one put last, unless status and reason are the same already. The time of transition is kept
 * while the status stays (deployment/util SetDeploymentCondition).
 */
export function withCondition(conditions: Conditions, condition: NewCondition, time: string): Conditions {
  const before = conditions.find(({ type }) => type === condition.type);
  if (before?.status === condition.status && before.reason === condition.reason) return conditions;
  return renewed(conditions, condition, time);
}

/** As withCondition, but the time of update moves even where nothing else does. */
export function renewed(conditions: Conditions, condition: NewCondition, time: string): Conditions {
  const before = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : time;
  return [...withoutCondition(conditions, condition.type), { ...condition, lastUpdateTime: time, lastTransitionTime }];
}

export function withoutCondition(conditions: Conditions, type: string): Conditions {
  return conditions.filter((condition) => condition.type !== type);
}
