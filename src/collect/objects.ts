import { listKinds } from '../evidence/bundle-layout.ts';
import type { ListKind } from '../evidence/bundle-layout.ts';
import { noOthers, otherKinds } from '../evidence/evidence.ts';
import type { Evidence, Missing } from '../evidence/evidence.ts';
import { deploymentSchema, eventSchema, nodeSchema, podSchema } from '../evidence/objects.ts';
import type { AnyObject } from '../evidence/objects.ts';
import type { KubeApi } from '../kube/api.ts';
import { isRefusal } from '../kube/failure.ts';
import { messageOf } from '../shared/errors.ts';

export interface Source {
  api: KubeApi;
  namespace: string;
  signal?: AbortSignal | undefined;
}

/** The objects of a namespace, and the nodes. A kind that the API server does not let us list is named in `missing`. */
export async function collectObjects(
  { api, namespace, signal }: Source,
  missing: Missing[],
): Promise<Pick<Evidence, 'pods' | 'deployments' | 'events' | 'nodes' | 'others'>> {
  const list = async (kind: ListKind): Promise<AnyObject[]> => {
    // Nodes are no part of a namespace.
    const reference = kind === 'nodes' ? listKinds[kind] : { ...listKinds[kind], namespace };
    try {
      const { items } = await api.list(reference, {}, signal);
      return items.map((item) => ({ apiVersion: reference.apiVersion, kind: reference.kind, ...item }));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      missing.push({ part: `${kind}.json`, why: messageOf(thrown) });
      return [];
    }
  };
  const [pods, deployments, events, nodes] = await Promise.all([
    list('pods'),
    list('deployments'),
    list('events'),
    list('nodes'),
  ]);
  const others = noOthers();
  await Promise.all(otherKinds.map(async (kind) => (others[kind] = await list(kind))));
  return {
    pods: pods.map((pod) => ({ ...listKinds.pods, ...podSchema.parse(pod) })),
    deployments: deployments.map((item) => deploymentSchema.parse(item)),
    events: events.map((item) => eventSchema.parse(item)),
    nodes: nodes.map((item) => nodeSchema.parse(item)),
    others,
  };
}
