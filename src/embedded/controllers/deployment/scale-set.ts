import { locate } from '../controller.ts';
import type { Deployment } from '../models/deployment.ts';
import { readReplicaSet, wanted } from '../models/replica-set.ts';
import type { ReplicaSet } from '../models/replica-set.ts';
import { containsAll } from '../labels.ts';
import { sizeAnnotations } from './annotations.ts';
import type { Rollout } from './rollout.ts';

type Scaling = Pick<Rollout, 'context' | 'recorder'> & { deployment: Deployment };

/** Gives a ReplicaSet its number of pods and tells it as an event; true when the number changed. */
export function scaleSet({ context, recorder, deployment }: Scaling, set: ReplicaSet, replicas: number): boolean {
  const size = sizeAnnotations(deployment);
  const before = wanted(set);
  if (before === replicas && containsAll(set.metadata.annotations ?? {}, size)) return false;
  const written = context.store.modify(locate('replicasets.apps', set), (stored) => {
    const found = readReplicaSet(stored);
    const annotations = { ...found.metadata.annotations, ...size };
    return { ...found, metadata: { ...found.metadata, annotations }, spec: { ...found.spec, replicas } };
  });
  if (written === undefined || before === replicas) return false;
  const direction = before < replicas ? 'up' : 'down';
  const message = `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`;
  recorder.normal(deployment, 'ScalingReplicaSet', message);
  return true;
}
