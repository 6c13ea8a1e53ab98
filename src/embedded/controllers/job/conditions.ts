import { timestamp } from '../../store/new-object.ts';
import type { Job, JobCondition, JobStatus } from '../models/job.ts';

export interface Outcome {
  reason: string;
  message: string;
}

const exceeded = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
const late = { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
export const reached = { reason: 'CompletionsReached', message: 'Reached expected number of succeeded pods' };

/** Why a Job has failed (pkg/controller/job syncJob); undefined while it has not. `restarts`: of its running pods. */
export function failureOf(
  { spec, status = {} }: Job,
  failed: number,
  restarts: number,
  now: number,
): Outcome | undefined {
  const decided = status.conditions?.find(({ type, status }) => type === 'FailureTarget' && status === 'True');
  if (decided !== undefined) return { reason: decided.reason ?? '', message: decided.message ?? '' };
  const { backoffLimit = 6, activeDeadlineSeconds } = spec;
  if (failed > backoffLimit) return exceeded;
  // With restartPolicy OnFailure the containers are restarted in their pod: those count.
  if (restarts > 0 && restarts >= backoffLimit) return exceeded;
  const started = Date.parse(status.startTime ?? '');
  if (activeDeadlineSeconds !== undefined && now - started >= activeDeadlineSeconds * 1000) return late;
  return undefined;
}

export function isFinished({ status }: Job): boolean {
  return has(status, 'Complete') || has(status, 'Failed');
}

export function has(status: JobStatus | undefined, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') === true;
}

/** The conditions with this one true (or not), added where it lacks. */
export function withCondition(
  conditions: JobCondition[],
  type: string,
  value: 'True' | 'False',
  outcome: Outcome,
  now: number,
): JobCondition[] {
  if (conditions.some((condition) => condition.type === type && condition.status === value)) return conditions;
  const time = timestamp(now);
  const condition = { type, status: value, lastProbeTime: time, lastTransitionTime: time, ...outcome };
  return [...conditions.filter((condition) => condition.type !== type), condition];
}
