import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { formatBytes } from '../shared/quantity.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Cluster } from './cluster.ts';
import type { KindOptions } from './kind.ts';

/** Where kubeadm puts the kubelet's configuration on a node. */
const configFile = '/var/lib/kubelet/config.yaml';
const config = z.looseObject({ evictionHard: z.record(z.string(), z.string()).default({}) });
const summary = z.object({ node: z.object({ memory: z.object({ availableBytes: z.number() }) }) });
const configz = z.object({ kubeletconfig: config });

/**
 * Has the kubelet of each node evict pods once `bytes` more are used than now. kind's own setting has no memory in it
 * (pkg/cluster/internal/kubeadm/config.go), and the threshold is of the memory that is left: what the kubelet itself says
 * of that is measured first. On a node that is a container, it counts the container's cgroup against the memory of the
 * whole machine, so that the machine is far from starved when its pods are evicted.
 */
export async function evictAfter(cluster: Cluster, bytes: number, options: KindOptions): Promise<void> {
  const { signal, onProgress } = options;
  for (const node of cluster.nodes) {
    const { availableBytes } = (await ask(cluster, node, 'stats/summary', summary, signal)).node.memory;
    const threshold = Math.floor(availableBytes - bytes);
    if (threshold <= 0) {
      const message = `expected node ${node} to have more than ${formatBytes(bytes)} of memory left, it has ${formatBytes(availableBytes)}`;
      throw new Fault('environment', message, { hint: 'run it where there is more memory' });
    }
    onProgress(`${node} evicts pods when they use ${formatBytes(bytes)} more than now`);
    const read = await runCommand('docker', ['exec', node, 'cat', configFile], { signal, timeoutSeconds: 30 });
    const before = config.parse(parse(read.stdout));
    const evictionHard = { ...before.evictionHard, 'memory.available': String(threshold) };
    // Else the pressure would last for the five minutes of the default (pkg/kubelet/apis/config/v1beta1/defaults.go).
    const after = stringify({ ...before, evictionHard, evictionPressureTransitionPeriod: '5s' });
    const write = ['exec', '-i', node, 'cp', '/dev/stdin', configFile];
    await runCommand('docker', write, { signal, input: after, timeoutSeconds: 30 });
    await runCommand('docker', ['exec', node, 'systemctl', 'restart', 'kubelet'], { signal, timeoutSeconds: 60 });
    await inEffect(cluster, node, String(threshold), signal);
  }
}

async function inEffect(cluster: Cluster, node: string, threshold: string, signal?: AbortSignal): Promise<void> {
  let seen = 'no answer';
  const wait = {
    for: `the kubelet of ${node} to evict at ${threshold} bytes left`,
    within: 60,
    otherwise: 'environment',
    hint: 'leaklab doctor',
    signal,
    evidence: () => seen,
  } as const;
  await waitUntil(wait, async () => {
    const answer = await ask(cluster, node, 'configz', configz, signal).catch((thrown: unknown) => {
      signal?.throwIfAborted();
      // The kubelet is starting.
      seen = thrown instanceof Error ? thrown.message : String(thrown);
      return undefined;
    });
    if (answer === undefined) return undefined;
    seen = JSON.stringify(answer.kubeletconfig.evictionHard);
    return answer.kubeletconfig.evictionHard['memory.available'] === threshold ? true : undefined;
  });
}

async function ask<Answer>(
  { api }: Cluster,
  node: string,
  what: string,
  answer: z.ZodType<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  return answer.parse(await api.json('GET', `/api/v1/nodes/${node}/proxy/${what}`, { signal }));
}
