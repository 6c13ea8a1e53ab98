import { z } from 'zod';
import type { Pod } from './objects.ts';

const portsSchema = z.array(z.looseObject({ containerPort: z.number() }));

/** The first port that a container of the pod declares: the app's, as far as anybody can tell from outside. */
export function podPort(pod: Pod): number {
  const ports = pod.spec.containers.flatMap((container) => portsSchema.safeParse(container['ports']).data ?? []);
  return ports[0]?.containerPort ?? 80;
}
