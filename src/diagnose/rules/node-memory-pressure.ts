import type { Quote } from '../../evidence/death.ts';
import { memoryEviction } from '../../evidence/eviction.ts';
import { containerIdOf } from '../../evidence/kernel-log.ts';
import type { KernelKill } from '../../evidence/memory.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { kubectl } from '../commands.ts';
import { containerFinding, nameOf } from '../container-finding.ts';
import { eventQuote } from '../events.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { byOwner, ownerFinding } from '../owner-finding.ts';
import type { Rule } from '../rule.ts';

/** The node ran out of memory: the kubelet evicted the pod, or the kernel took a process of it for the whole node. */
export const nodeMemoryPressure: Rule = {
  name: 'node-memory-pressure',
  find: (facts) => [...evictions(facts), ...kills(facts)],
};

function evictions({ evidence }: Facts): Finding[] {
  const evicted = evidence.pods.filter((pod) => memoryEviction(pod) !== null);
  return byOwner(evicted, evidence).map(({ owner, pods }) =>
    ownerFinding(evidence, {
      cause: 'node-memory-pressure',
      owner,
      pods: pods.map(({ metadata }) => metadata.name),
      confidence: 0.97,
      summary: `${owner.kind} ${owner.name}: the node was low on memory, and the kubelet evicted ${pods.length === 1 ? 'a pod' : `${pods.length} pods`}.`,
      for: [
        ...pods.slice(0, 3).map((pod) => ({
          source: `pods.json: ${pod.metadata.name} status`,
          text: `Evicted: ${memoryEviction(pod) ?? ''}`,
        })),
        ...nodeQuotes(evidence),
      ],
      next: [kubectl(evidence, 'top', 'nodes')],
    }),
  );
}

/**
 * `CONSTRAINT_NONE`: the kernel chose its victim on the whole node, whatever the victim's own limit was. A node that is
 * itself held to a limit (kind's is a container; a real one may hold all pods to what is allocatable) has the limit of a
 * cgroup above all pods instead.
 */
function isOfNode({ constraint, lines }: KernelKill): boolean {
  if (constraint !== 'CONSTRAINT_MEMCG') return true;
  const limited = /oom_memcg=([^,]*),/.exec(lines[0] ?? '')?.[1];
  return (
    limited !== undefined && !/pod[0-9a-f]{8}[-_]/.test(limited) && containerIdOf(withoutNode(limited)) === undefined
  );
}

/** kind's node is a container of Docker: its own id at the top of the path is no container of a pod. */
function withoutNode(cgroup: string): string {
  return cgroup.replace(/^\/(?:docker\/|system\.slice\/docker-)[0-9a-f]{64}(?:\.scope)?/, '');
}

function kills({ evidence, workloads }: Facts): Finding[] {
  return workloads.flatMap((workload) => {
    const victims = workload.instances.filter(({ kill }) => kill !== null && isOfNode(kill));
    if (victims.length === 0) return [];
    return [
      containerFinding(evidence, {
        cause: 'node-memory-pressure',
        workload,
        pods: victims.map(({ pod }) => pod),
        confidence: 0.95,
        summary: `${nameOf(workload)} was killed by the kernel because the whole node was out of memory, and not for its own limit.`,
        for: [
          ...victims
            .slice(0, 2)
            .flatMap(({ kill }) => (kill?.lines ?? []).map((line): Quote => ({ source: 'kernel.log', text: line }))),
          ...nodeQuotes(evidence),
        ],
        next: [kubectl(evidence, 'top', 'nodes')],
      }),
    ];
  });
}

function nodeQuotes({ nodes, events }: Evidence): Quote[] {
  const conditions = nodes.flatMap(({ metadata, status }) =>
    (status?.conditions ?? [])
      .filter(({ type, status: is }) => type === 'MemoryPressure' && is === 'True')
      .map(({ message = '' }) => ({
        source: `nodes.json: ${metadata.name} status.conditions[MemoryPressure]`,
        text: `True: ${message}`,
      })),
  );
  const told = events.filter(({ reason }) => reason === 'SystemOOM' || reason === 'EvictionThresholdMet');
  return [...conditions, ...told.slice(-2).map(eventQuote)];
}
