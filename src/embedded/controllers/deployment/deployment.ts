import { claimants } from '../claim.ts';
import { keyOf, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { createRecorder } from '../events/recorder.ts';
import type { Recorder } from '../events/recorder.ts';
import { isEmpty } from '../labels.ts';
import { readDeployment } from '../models/deployment.ts';
import { controllerOf } from '../owner.ts';
import type { StoredObject } from '../../store/object.ts';
import { isRolling } from './bounds.ts';
import { cleanHistory } from './clean-history.ts';
import { setsOf, splitSets } from './find-sets.ts';
import { createNewSet, keepRevision } from './new-set.ts';
import { notePause } from './pause.ts';
import { syncProgress } from './progress.ts';
import { recreate } from './recreate.ts';
import { rollOn } from './rolling-update.ts';
import type { Rollout } from './rollout.ts';
import { scale, wasScaled } from './scale.ts';
import { isComplete, statusOf, writeStatus } from './status.ts';

const resource = 'deployments.apps';

/** Rolls a Deployment out through ReplicaSets (pkg/controller/deployment). */
export function deploymentController(context: Context): ControllerPlan {
  const recorder = createRecorder(context, 'deployment-controller');
  return {
    name: 'deployment',
    sources: [
      { resource, keys: (deployment) => [keyOf(deployment)] },
      { resource: 'replicasets.apps', keys: (set) => deploymentsOf(context, set) },
      // Recreate waits for the last pod to go.
      { resource: 'pods', keys: (pod, type) => (type === 'DELETED' ? deploymentsOfPod(context, pod) : []) },
    ],
    sync: (key) => syncDeployment(context, recorder, key),
  };
}

function syncDeployment(context: Context, recorder: Recorder, key: string): number | undefined {
  const look = () => readRollout(context, recorder, key);
  const rollout = look();
  if (rollout === undefined) return undefined;
  const { spec, metadata } = rollout.deployment;
  if (isEmpty(spec.selector)) {
    const message = 'This deployment is selecting all pods. A non-empty selector is required.';
    recorder.warning(rollout.deployment, 'SelectingAll', message);
    return undefined;
  }
  if (metadata.deletionTimestamp !== undefined) {
    writeStatus(rollout, statusOf(rollout));
    return undefined;
  }
  // What is written gives another look, which then goes on from there.
  if (notePause(rollout) || keepRevision(rollout)) return undefined;
  const paused = spec.paused === true;
  const scaling = paused || wasScaled(rollout);
  if (scaling) scale(rollout);
  else moveOn(rollout);
  const after = look();
  if (after === undefined) return undefined;
  const status = statusOf(after);
  if (scaling ? paused : isComplete(after.deployment, status)) cleanHistory(after);
  if (!scaling) return syncProgress(after);
  writeStatus(after, status);
  return undefined;
}

function readRollout(context: Context, recorder: Recorder, key: string): Rollout | undefined {
  const stored = context.store.find(parseKey(resource, key));
  if (stored === undefined) return undefined;
  const deployment = readDeployment(stored);
  return { context, recorder, deployment, ...splitSets(deployment, setsOf(context, deployment)) };
}

function moveOn(rollout: Rollout): void {
  const { deployment, newSet } = rollout;
  if (!isRolling(deployment)) recreate(rollout);
  else if (newSet === undefined) createNewSet(rollout);
  else rollOn({ ...rollout, newSet });
}

function deploymentsOf({ store }: Context, set: StoredObject): string[] {
  return claimants(store, { resource, kind: 'Deployment' }, set);
}

function deploymentsOfPod(context: Context, pod: StoredObject): string[] {
  const owner = controllerOf(pod);
  const { namespace } = pod.metadata;
  if (owner?.kind !== 'ReplicaSet') return [];
  const set = context.store.find({ resource: 'replicasets.apps', namespace, name: owner.name });
  return set === undefined ? [] : deploymentsOf(context, set);
}
