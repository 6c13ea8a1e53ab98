import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { nodeSchema } from '../evidence/objects.ts';
import { Connection } from '../kube/connection.ts';
import { KubeApi } from '../kube/api.ts';
import { runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { stateFolder } from '../shared/places.ts';
import type { Cluster } from './cluster.ts';
import { madeByLabel } from './cluster.ts';
import { kubeconfigWith } from './kubeconfig-file.ts';

/**
 * A cluster by the name of a context in the user's kubeconfig, which is only read.
 * Refused unless leaklab made the cluster or `allowForeign` says that the user named it on purpose.
 */
export async function openContext(
  context: string,
  options: { allowForeign: boolean; signal?: AbortSignal | undefined },
): Promise<Cluster> {
  const file = kubeconfigWith((each) => Connection.has(each, context));
  const api = new KubeApi(Connection.open(file, context));
  const { items } = await api.list({ apiVersion: 'v1', kind: 'Node' }, {}, options.signal);
  const nodes = items.map((item) => nodeSchema.parse(item));
  const ours =
    nodes.length > 0 && nodes.every(({ metadata }) => metadata.labels?.[madeByLabel.key] === madeByLabel.value);
  if (!ours && !options.allowForeign) {
    const message = `leaklab did not make the cluster of context "${context}", so it is left alone`;
    throw new Fault('usage', message, { hint: `if you mean it, say so: leaklab run … --context ${context}` });
  }
  const names = nodes.map(({ metadata }) => metadata.name);
  const known = await dockerNodes(context, names, options.signal);
  return {
    name: `context "${context}"`,
    origin: 'context',
    kubeconfig: await overlay(context, file),
    context,
    api,
    nodes: known,
    kindName: known.length > 0 ? context.replace(/^kind-/, '') : null,
    limits: 'kernel',
    close: () => Promise.resolve(),
  };
}

/** The cluster's nodes that are Docker containers of the kind cluster that the context's name speaks of. */
async function dockerNodes(context: string, nodes: string[], signal?: AbortSignal): Promise<string[]> {
  if (!context.startsWith('kind-')) return [];
  const filter = `label=io.x-k8s.kind.cluster=${context.replace(/^kind-/, '')}`;
  const args = ['ps', '--filter', filter, '--format', '{{.Names}}'];
  const containers = await runCommand('docker', args, { signal, timeoutSeconds: 20 }).then(
    ({ stdout }) => stdout.split('\n'),
    // No Docker here: the cluster is then seen through its API alone, and the run says so.
    (): string[] => [],
  );
  return nodes.every((name) => containers.includes(name)) ? nodes : [];
}

/**
 * A kubeconfig that only names the current context, put before the user's own: kubectl merges them and takes the first
 * file's word. So that programs under test get the right cluster, and no credential is copied.
 */
async function overlay(context: string, file: string): Promise<string> {
  const folder = join(stateFolder(), 'contexts');
  await mkdir(folder, { recursive: true });
  const own = join(folder, `${context.replaceAll(/[^\w.-]/g, '_')}.yaml`);
  const config = { apiVersion: 'v1', kind: 'Config', 'current-context': context };
  await writeFile(own, `${JSON.stringify(config)}\n`, { mode: 0o600 });
  return `${own}${delimiter}${file}`;
}
