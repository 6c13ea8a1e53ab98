import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { endingSchema } from '../../../src/evidence/ending.ts';
import { noOthers, otherKinds } from '../../../src/evidence/evidence.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { anyObjectSchema, deploymentSchema, eventSchema, podSchema } from '../../../src/evidence/objects.ts';

const listOf = <T>(item: z.ZodType<T>) => z.array(item).default([]);
const incidentSchema = z.object({
  bundle: z.object({ namespace: z.string(), collectedAt: z.string() }),
  pods: listOf(podSchema),
  deployments: listOf(deploymentSchema),
  events: listOf(eventSchema),
  logs: z.record(z.string(), z.string()),
  endings: listOf(endingSchema),
  ...Object.fromEntries(otherKinds.map((kind) => [kind, listOf(anyObjectSchema)])),
});

/** What test/fixtures/incidents/NAME.json holds: a bundle in one file, recorded from a kind cluster, without a witness but for endings. */
export function incident(name: string): Evidence {
  const text = readFileSync(`test/fixtures/incidents/${name}.json`, 'utf8');
  const { bundle, pods, deployments, events, logs, endings, ...rest } = incidentSchema.parse(JSON.parse(text));
  const others = noOthers();
  for (const kind of otherKinds) others[kind] = listOf(anyObjectSchema).parse(Reflect.get(rest, kind));
  return {
    cluster: 'a kind cluster',
    namespace: bundle.namespace,
    collectedAt: Date.parse(bundle.collectedAt),
    missing: [],
    pods,
    deployments,
    events,
    nodes: [],
    others,
    logs: Object.entries(logs).map(([path, said]) => {
      const [pod = '', file = ''] = path.split('/');
      const previous = file.endsWith('.previous.log');
      return { pod, container: file.replace(/(\.previous)?\.log$/, ''), previous, text: said };
    }),
    memory: [],
    kernelKills: [],
    oomCounts: [],
    endings,
  };
}
