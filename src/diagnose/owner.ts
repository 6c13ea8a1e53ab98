import type { Evidence } from '../evidence/evidence.ts';
import type { AnyObject, Pod } from '../evidence/objects.ts';

export interface Owner {
  kind: string;
  name: string;
}

/** What a pod is a copy of: the Deployment behind its ReplicaSet where that is known, else its own controller, else itself. */
export function ownerOf(pod: Pod, evidence: Pick<Evidence, 'deployments' | 'others'>): Owner {
  const direct = controllerOf(pod);
  if (direct === undefined) return { kind: 'Pod', name: pod.metadata.name };
  if (direct.kind !== 'ReplicaSet') return direct;
  const set = evidence.others.replicasets.find((set) => set.metadata.name === direct.name);
  if (set !== undefined) return controllerOf(set) ?? direct;
  // Without the ReplicaSet: a Deployment names its sets after itself and the hash of their template.
  const hash = pod.metadata.labels?.['pod-template-hash'];
  const deployment = evidence.deployments.find(({ metadata }) => `${metadata.name}-${hash}` === direct.name);
  return deployment === undefined ? direct : { kind: 'Deployment', name: deployment.metadata.name };
}

function controllerOf(object: AnyObject): Owner | undefined {
  const found = object.metadata.ownerReferences?.find((reference) => reference.controller !== false);
  return found === undefined ? undefined : { kind: found.kind, name: found.name };
}
