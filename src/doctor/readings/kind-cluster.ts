import { z } from 'zod';
import { madeByLabel } from '../../cluster/cluster.ts';
import { nodeSchema } from '../../evidence/objects.ts';
import { parseJson } from '../../evidence/parse-json.ts';
import { CommandError, runCommand } from '../../shared/command.ts';
import type { KindContainer } from './kind-containers.ts';
import { readKindContainers } from './kind-containers.ts';

export interface KindClusterReading {
  name: string;
  /** Empty when there is no such cluster. */
  containers: KindContainer[];
  /** leaklab made it; undefined where no node runs that could tell. */
  isOurs: boolean | undefined;
  /** What the API server says of the nodes; undefined where it was not asked or did not answer. */
  nodes: { name: string; isReady: boolean }[] | undefined;
  /** What kubectl printed where the API server did not answer. */
  complaint: string;
}

const nodeList = z.looseObject({ items: z.array(nodeSchema) });

/**
 * Looks at a kind cluster through Docker alone: nothing is written, least of all the kubeconfig that a run beside this
 * may be reading.
 */
export async function readKindCluster(name: string, signal?: AbortSignal): Promise<KindClusterReading> {
  const containers = await readKindContainers(name, signal);
  const unknown = { name, containers, isOurs: undefined, nodes: undefined, complaint: '' };
  const controlPlane = containers.find(({ isControlPlane }) => isControlPlane);
  if (controlPlane === undefined || containers.some(({ state }) => state !== 'running')) return unknown;
  const exec = async (...args: string[]) => {
    const options = { signal, timeoutSeconds: 15 };
    return (await runCommand('docker', ['exec', controlPlane.name, ...args], options)).stdout;
  };
  const isOurs = (await exec('cat', '/kind/kubeadm.conf')).includes(`${madeByLabel.key}=${madeByLabel.value}`);
  if (!isOurs) return { ...unknown, isOurs };
  const access = ['--kubeconfig', '/etc/kubernetes/admin.conf', '--request-timeout', '4s'];
  try {
    const { items } = parseJson(await exec('kubectl', ...access, 'get', 'nodes', '-o', 'json'), nodeList, 'the nodes');
    const nodes = items.map(({ metadata, status }) => {
      const ready = status?.conditions?.find(({ type }) => type === 'Ready');
      return { name: metadata.name, isReady: ready?.status === 'True' };
    });
    return { ...unknown, isOurs, nodes };
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    return { ...unknown, isOurs, complaint: thrown.stderr.trim().split('\n').at(-1) ?? '' };
  }
}
