import { nodeSchema } from '../evidence/objects.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Cluster } from './cluster.ts';

/** Waits until no node is low on memory any more: what a run before this one has left there is not this one's fault. */
export async function awaitRelief({ api, name }: Cluster, signal: AbortSignal): Promise<void> {
  const wait = {
    for: `the nodes of ${name} to have memory again`,
    within: 120,
    otherwise: 'environment',
    hint: 'leaklab run with one remedy at a time',
    signal,
    evidence: () => 'MemoryPressure is True, or its taint is there',
  } as const;
  await waitUntil(wait, async () => {
    const { items } = await api.list({ apiVersion: 'v1', kind: 'Node' }, {}, signal);
    const nodes = items.map((item) => nodeSchema.parse(item));
    return nodes.some(isLow) ? undefined : true;
  });
}

function isLow({ status, spec }: ReturnType<typeof nodeSchema.parse>): boolean {
  const pressed =
    status?.conditions?.some(({ type, status: is }) => type === 'MemoryPressure' && is === 'True') ?? false;
  return pressed || (spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/memory-pressure') ?? false);
}
