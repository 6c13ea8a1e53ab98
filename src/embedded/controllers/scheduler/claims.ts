import { z } from 'zod';
import type { Store } from '../../store/store.ts';
import type { Pod } from '../models/pod.ts';

const claimed = z.looseObject({
  volumes: z
    .array(z.looseObject({ persistentVolumeClaim: z.looseObject({ claimName: z.string() }).optional() }))
    .default([]),
});
const bound = z.looseObject({ status: z.looseObject({ phase: z.literal('Bound') }) });

/**
 * Why the pod's claims keep it from every node, in the words of Kubernetes 1.34 as kind gave them
 * (plugins/volumebinding); undefined where they do not.
 */
export function claimProblem(store: Store, pod: Pod, nodes: number): string | undefined {
  const { namespace } = pod.metadata;
  const head = `0/${nodes} nodes are available:`;
  for (const { persistentVolumeClaim } of claimed.parse(pod.spec).volumes) {
    if (persistentVolumeClaim === undefined) continue;
    const name = persistentVolumeClaim.claimName;
    const claim = store.find({ resource: 'persistentvolumeclaims', namespace, name });
    if (claim === undefined) return `${head} persistentvolumeclaim "${name}" not found. not found`;
    if (!bound.safeParse(claim).success) return `${head} pod has unbound immediate PersistentVolumeClaims. not found`;
  }
  return undefined;
}
