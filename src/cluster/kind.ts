import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nodeSchema } from '../evidence/objects.ts';
import type { Node } from '../evidence/objects.ts';
import { Connection } from '../kube/connection.ts';
import { KubeApi } from '../kube/api.ts';
import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import { withLock } from '../shared/lock.ts';
import { kubeconfigPath, projectRoot, stateFolder } from '../shared/places.ts';
import { waitUntil } from '../shared/retry.ts';
import type { Cluster } from './cluster.ts';
import { madeByLabel } from './cluster.ts';
import { kindClusterName } from './kind-name.ts';
import { newestLocalNodeImage } from './node-image.ts';
import { requireDocker, requireKind } from './programs.ts';

export interface KindOptions {
  signal?: AbortSignal | undefined;
  /** Hears what takes long, for people. */
  onProgress: (text: string) => void;
  /** The cluster's name and the file for its kubeconfig, where it is not the one that all runs share. */
  own?: { name: string; kubeconfig: string } | undefined;
}

/** leaklab's kind cluster, made when it is not there. A Fault when it cannot be had. */
export async function upKind(options: KindOptions): Promise<Cluster> {
  await requireDocker(options.signal);
  await requireKind(options.signal);
  const { name, kubeconfig } = placeOf(options);
  // Two runs that start at once must not both create it.
  return withLock(join(stateFolder(), `cluster-${name}.lock`), 300, async () => {
    if (!(await kindClusters(options.signal)).includes(name)) await create(name, options);
    await requireOurs(name, options.signal);
    const cluster = await open({ name, kubeconfig }, options.signal);
    await waitForNodes(cluster, options);
    return cluster;
  });
}

/** Deletes leaklab's kind cluster; false when there was none. Refuses one that leaklab did not make. */
export async function downKind(options: KindOptions): Promise<boolean> {
  await requireDocker(options.signal);
  await requireKind(options.signal);
  const { name, kubeconfig } = placeOf(options);
  if (!(await kindClusters(options.signal)).includes(name)) return false;
  await requireOurs(name, options.signal);
  options.onProgress(`deleting the kind cluster "${name}"`);
  await kind(['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig], options.signal);
  return true;
}

/** The cluster as it is now, without making it; undefined when there is none. */
export async function findKind(signal?: AbortSignal): Promise<Cluster | undefined> {
  const name = kindClusterName();
  if (!(await kindClusters(signal)).includes(name)) return undefined;
  await requireOurs(name, signal);
  return open({ name, kubeconfig: kubeconfigPath() }, signal);
}

function placeOf({ own }: KindOptions): { name: string; kubeconfig: string } {
  return own ?? { name: kindClusterName(), kubeconfig: kubeconfigPath() };
}

async function kindClusters(signal?: AbortSignal): Promise<string[]> {
  const { stdout } = await kind(['get', 'clusters'], signal);
  return stdout.split('\n').filter((line) => line !== '');
}

async function kindNodes(name: string, signal?: AbortSignal): Promise<string[]> {
  const { stdout } = await kind(['get', 'nodes', '--name', name], signal);
  return stdout.split('\n').filter((line) => line !== '');
}

async function create(name: string, options: KindOptions): Promise<void> {
  const config = join(projectRoot, 'manifests/kind/cluster.yaml');
  const { kubeconfig } = placeOf(options);
  await mkdir(dirname(kubeconfig), { recursive: true });
  const make = (image: string | undefined) => {
    options.onProgress(`creating the kind cluster "${name}"${image === undefined ? '' : ` from ${image}`}`);
    const args = ['create', 'cluster', '--name', name, '--config', config, '--kubeconfig', kubeconfig];
    return kind([...args, ...(image === undefined ? [] : ['--image', image])], options.signal, 600);
  };
  const wanted = process.env['LEAKLAB_KIND_NODE_IMAGE'];
  try {
    await make(wanted);
  } catch (thrown) {
    if (options.signal?.aborted) await kind(['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig]);
    const local = wanted === undefined ? await newestLocalNodeImage() : undefined;
    if (!isPullFailure(thrown) || local === undefined) throw cannotCreate(name, thrown);
    options.onProgress(`kind's default node image cannot be pulled here; using ${local}, which Docker has`);
    await make(local).catch((again: unknown) => {
      throw cannotCreate(name, again);
    });
  }
}

function cannotCreate(name: string, cause: unknown): unknown {
  if (!(cause instanceof CommandError)) return cause;
  const hint = isPullFailure(cause)
    ? 'LEAKLAB_KIND_NODE_IMAGE=kindest/node:TAG leaklab cluster up, with an image that `docker images` shows'
    : 'leaklab doctor';
  return new Fault('environment', `kind could not create the cluster "${name}"`, { cause, hint });
}

function isPullFailure(thrown: unknown): boolean {
  return thrown instanceof CommandError && /failed to pull image/.test(thrown.stderr);
}

async function open(
  { name, kubeconfig }: { name: string; kubeconfig: string },
  signal?: AbortSignal,
): Promise<Cluster> {
  const { stdout } = await kind(['get', 'kubeconfig', '--name', name], signal);
  await mkdir(dirname(kubeconfig), { recursive: true });
  await writeFile(kubeconfig, stdout, { mode: 0o600 });
  const context = `kind-${name}`;
  return {
    name: `kind cluster "${name}"`,
    origin: 'kind',
    kubeconfig,
    context,
    api: new KubeApi(Connection.open(kubeconfig, context)),
    nodes: await kindNodes(name, signal),
    kindName: name,
    limits: 'kernel',
    close: () => Promise.resolve(),
  };
}

/** kind writes the node labels of its configuration to this file: it tells even when the API server is down. */
async function requireOurs(name: string, signal?: AbortSignal): Promise<void> {
  const [node] = await kindNodes(name, signal);
  const args = ['exec', node ?? '', 'cat', '/kind/kubeadm.conf'];
  const { stdout, exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 30 });
  if (exitCode !== 0 && node !== undefined) {
    const message = `the kind cluster "${name}" is there, but its node ${node} does not run`;
    throw new Fault('environment', message, { hint: `docker start ${node}` });
  }
  if (stdout.includes(`${madeByLabel.key}=${madeByLabel.value}`)) return;
  const message = `the kind cluster "${name}" is there, but leaklab did not make it: it is neither used nor deleted`;
  const hint = `LEAKLAB_CLUSTER=other-name leaklab run …, or if it is yours to lose: kind delete cluster --name ${name}`;
  throw new Fault('usage', message, { hint });
}

async function waitForNodes(cluster: Cluster, options: KindOptions): Promise<void> {
  let seen = '';
  const wait = {
    for: `the nodes of ${cluster.name} to be ready`,
    within: 120,
    otherwise: 'environment',
    hint: 'leaklab cluster down && leaklab cluster up',
    signal: options.signal,
    evidence: () => seen,
  } as const;
  await waitUntil(wait, async () => {
    const { items } = await cluster.api.list({ apiVersion: 'v1', kind: 'Node' }, {}, options.signal);
    const ready = items.filter((item) => isReadyNode(nodeSchema.parse(item)));
    seen = `${ready.length} of ${items.length} nodes ready`;
    return items.length > 0 && ready.length === items.length ? true : undefined;
  });
}

function isReadyNode(node: Node): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function kind(args: string[], signal?: AbortSignal, timeoutSeconds = 120) {
  return runCommand('kind', args, { signal, timeoutSeconds });
}
