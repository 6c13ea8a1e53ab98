import { z } from 'zod';
import type { AnyObject } from '../evidence/objects.ts';
import { containerStarts } from '../scenario/symptom.ts';
import { parseQuantity } from '../shared/quantity.ts';
import type { Plan } from './context.ts';
import { readManifests } from './read-manifests.ts';

/** Bytes that a container without a limit is taken to need: more than any workload of the lab takes in its time. */
const unlimited = 512 * 2 ** 20;

/** A workload, or a patch of one: there whatever it leaves as it is may be missing, and null is what it removes. */
const workload = z.object({
  spec: z.object({
    replicas: z.number().default(1),
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({
            resources: z
              .object({ limits: z.object({ memory: z.union([z.string(), z.number()]).nullish() }).nullish() })
              .nullish(),
          }),
        ),
      }),
    }),
  }),
});

/**
 * Bytes that the pods of a run may take at once. While a remedy is rolled out there are old pods and new ones; those of
 * a fault that keeps every container from starting take nothing.
 */
export async function memoryNeed({ scenario, remedy }: Pick<Plan, 'scenario' | 'remedy'>): Promise<number> {
  const deployed = limitsOf(await readManifests(scenario.manifests), unlimited);
  // The pods from before a change serve on.
  const earlier = scenario.change === null ? 0 : deployed;
  const before = earlier + (containerStarts(scenario.symptom) ? deployed : 0);
  if (remedy === null) return before;
  const files = remedy.file === null ? [] : [remedy.file];
  const set = parseQuantity(remedy.set?.limits['memory'] ?? '') ?? 0;
  return before + Math.max(deployed, set, limitsOf(await readManifests(files), 0));
}

/**
 * Bytes: the sum of the containers' limits, times the replicas.
 * @param unsaid - bytes for a container of which no limit is said
 */
export function limitsOf(objects: readonly AnyObject[], unsaid: number): number {
  return objects.reduce((sum, object) => {
    const parsed = workload.safeParse(object);
    if (!parsed.success) return sum;
    const { replicas, template } = parsed.data.spec;
    const limits = template.spec.containers.map(({ resources }) => {
      if (resources?.limits === undefined) return unsaid;
      const memory = resources?.limits?.memory;
      return memory === undefined ? unsaid : (parseQuantity(String(memory ?? '')) ?? unlimited);
    });
    return sum + replicas * limits.reduce((all, one) => all + one, 0);
  }, 0);
}
