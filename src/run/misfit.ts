import { existsSync } from 'node:fs';
import { getuid } from 'node:process';
import { z } from 'zod';
import type { Cluster } from '../cluster/cluster.ts';
import { externalImageProblem } from '../cluster/embedded/images.ts';
import type { Scenario } from '../scenario/model.ts';
import { runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { readManifests } from './read-manifests.ts';

/** Why `cluster` cannot show the scenario's fault, as it follows "… does not run here: "; null where it can. */
export async function misfitOf(scenario: Scenario, cluster: Cluster, signal?: AbortSignal): Promise<string | null> {
  const { clusters, symptom, externalImages } = scenario;
  if (clusters !== null && !clusters.only.includes(cluster.origin)) {
    return `it runs on ${clusters.only.join(' or ')} only: ${clusters.why}`;
  }
  if (clusters !== null && clusters.evictsAfter !== null && cluster.evicts !== true) {
    return `it gets a kind cluster of its own, which a run of it alone makes: leaklab run ${scenario.name} --on kind`;
  }
  if (symptom.kind === 'child-oom-kill') {
    const blind = await childKillObstacle(cluster, signal);
    if (blind !== null) return blind;
  }
  if (cluster.origin !== 'embedded') return null;
  const missing = externalImages.map(externalImageProblem).find((problem) => problem !== null);
  if (missing !== undefined) return missing;
  if (getuid?.() !== 0 && (await hasMemoryVolume(scenario))) {
    return 'a volume of medium Memory is a folder on disk in the embedded cluster of an ordinary user, which may mount nothing';
  }
  return null;
}

/** @throws Fault (environment) where the scenario does not run on the cluster */
export async function requireFit(scenario: Scenario, cluster: Cluster, signal?: AbortSignal): Promise<void> {
  const misfit = await misfitOf(scenario, cluster, signal);
  if (misfit === null) return;
  const other = scenario.clusters?.only.find((each) => each !== 'context') ?? 'kind';
  const hint =
    cluster.origin === other ? 'leaklab list, for the other scenarios' : `leaklab run ${scenario.name} --on ${other}`;
  throw new Fault('environment', `${scenario.name} does not run on ${cluster.name}: ${misfit}`, { hint });
}

/**
 * Why a killed child cannot be seen; null where it can. On cgroup v2 the kubelet has the kernel kill all processes of a
 * container together since 1.28 (memory.oom.group, kubernetes/kubernetes#117793), and the embedded cluster does the same.
 */
async function childKillObstacle(
  { origin, limits, nodes }: Cluster,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const [node] = nodes;
  if (origin !== 'embedded' && node === undefined)
    return 'only the node tells of a process that was killed in a container, and it is out of reach';
  if (limits === 'watchdog') return 'the watchdog that stands in for the kernel here ends whole containers';
  if (!(await isUnified(node, signal))) return null;
  return 'on cgroup v2 the kernel kills a container whole, and its pod shows it: cgroup v1, or a kubelet with singleProcessOOMKill, takes one process';
}

async function isUnified(node: string | undefined, signal: AbortSignal | undefined): Promise<boolean> {
  const file = '/sys/fs/cgroup/cgroup.controllers';
  if (node === undefined) return existsSync(file);
  const args = ['exec', node, 'test', '-e', file];
  const { exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 30 });
  return exitCode === 0;
}

const podTemplate = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({
        volumes: z.array(z.object({ emptyDir: z.object({ medium: z.string().optional() }).optional() })).default([]),
      }),
    }),
  }),
});

async function hasMemoryVolume({ manifests }: Scenario): Promise<boolean> {
  return (await readManifests(manifests)).some((object) => {
    const { data } = podTemplate.safeParse(object);
    return data?.spec.template.spec.volumes.some(({ emptyDir }) => emptyDir?.medium === 'Memory') === true;
  });
}
