import { claim, claimants } from '../claim.ts';
import { keyOf, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { createRecorder } from '../events/recorder.ts';
import type { Recorder } from '../events/recorder.ts';
import { listOf } from '../models/object.ts';
import { readPod } from '../models/pod.ts';
import type { Pod } from '../models/pod.ts';
import { readReplicaSet } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { isActive, readySince } from '../pod-state.ts';
import { manage } from './manage.ts';
import { statusOf, writeStatus } from './status.ts';

const resource = 'replicasets.apps';

/** Keeps as many pods of a template as a ReplicaSet asks for (pkg/controller/replicaset). */
export function replicaSetController(context: Context): ControllerPlan {
  const recorder = createRecorder(context, 'replicaset-controller');
  return {
    name: 'replicaset',
    sources: [
      { resource, keys: (set) => [keyOf(set)] },
      { resource: 'pods', keys: (pod) => claimants(context.store, { resource, kind: 'ReplicaSet' }, pod) },
    ],
    sync: (key) => syncReplicaSet(context, recorder, key),
  };
}

function syncReplicaSet(context: Context, recorder: Recorder, key: string): number | undefined {
  const { clock } = context;
  const set = read(context, key);
  if (set === undefined) return undefined;
  const going = set.metadata.deletionTimestamp !== undefined;
  const failure = going ? undefined : manage({ context, recorder, owner: set }, podsOf(context, set));
  // Read again: the status tells what is there now, made or deleted a moment ago.
  const after = read(context, key);
  if (after === undefined) return undefined;
  const pods = podsOf(context, after);
  writeStatus(context, after, statusOf(after, pods, failure, clock.now()));
  if (failure !== undefined) throw failure.thrown;
  return untilAvailable(after, pods, clock.now());
}

function read({ store }: Context, key: string): ReplicaSet | undefined {
  const stored = store.find(parseKey(resource, key));
  return stored === undefined ? undefined : readReplicaSet(stored);
}

function podsOf({ store }: Context, set: ReplicaSet): Pod[] {
  const pods = listOf(store, readPod, { resource: 'pods', namespace: set.metadata.namespace });
  return claim(store, 'pods', set, pods.filter(isActive));
}

/** Milliseconds until the next ready pod has been so for `minReadySeconds`: no event tells of that. */
function untilAvailable({ spec }: ReplicaSet, pods: Pod[], now: number): number | undefined {
  const { minReadySeconds = 0 } = spec;
  const waits = pods
    .map((pod) => (readySince(pod) ?? -Infinity) + minReadySeconds * 1000 - now)
    .filter((wait) => wait > 0);
  return minReadySeconds === 0 || waits.length === 0 ? undefined : Math.min(...waits);
}
