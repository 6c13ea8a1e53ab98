import { conditionOf, withCondition } from './conditions.ts';
import { timestamp } from '../../store/new-object.ts';
import { hasDeadline } from './progress.ts';
import type { Rollout } from './rollout.ts';
import { writeStatus } from './status.ts';

/**
 * Says in the Progressing condition that a deployment was paused or resumed, so that the time it stood still does not
 * count against its deadline. True when it was written.
 */
export function notePause(rollout: Rollout): boolean {
  const { deployment, context } = rollout;
  const present = conditionOf(deployment, 'Progressing');
  if (!hasDeadline(deployment) || present?.reason === 'ProgressDeadlineExceeded') return false;
  const paused = deployment.spec.paused === true;
  if (paused === (present?.reason === 'DeploymentPaused')) return false;
  const condition = {
    type: 'Progressing',
    status: 'Unknown',
    reason: paused ? 'DeploymentPaused' : 'DeploymentResumed',
    message: paused ? 'Deployment is paused' : 'Deployment is resumed',
  };
  const conditions = withCondition(deployment.status?.conditions ?? [], condition, timestamp(context.clock.now()));
  return writeStatus(rollout, { ...deployment.status, conditions });
}
