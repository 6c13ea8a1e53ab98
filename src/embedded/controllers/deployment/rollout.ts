import type { Context } from '../controller.ts';
import type { Recorder } from '../events/recorder.ts';
import type { Deployment } from '../models/deployment.ts';
import type { ReplicaSet } from '../models/replica-set.ts';

/** A deployment and its ReplicaSets as they are at one look. */
export interface Rollout {
  context: Context;
  recorder: Recorder;
  deployment: Deployment;
  /** The ReplicaSet of the present template; undefined where none was made yet. */
  newSet: ReplicaSet | undefined;
  /** All others, those with no pods too. */
  oldSets: ReplicaSet[];
}

export function allSets({ newSet, oldSets }: Rollout): ReplicaSet[] {
  return newSet === undefined ? oldSets : [...oldSets, newSet];
}
