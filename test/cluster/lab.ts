import { inject } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.ts';
import { upKind } from '../../src/cluster/kind.ts';
import type { Death } from '../../src/evidence/death.ts';
import { readJournal } from '../../src/report/read-journal.ts';
import { namespaceOf } from '../../src/run/id.ts';
import { runNamespaces } from '../../src/run/namespace.ts';
import { runCommand } from '../../src/shared/command.ts';

/** The kind cluster of the tests, made when it is not there. */
export async function testCluster(): Promise<Cluster> {
  process.env['LEAKLAB_HOME'] = inject('home');
  process.env['LEAKLAB_CLUSTER'] = inject('cluster');
  return upKind({ onProgress: () => undefined });
}

/** The name of the node's container. */
export function nodeOf({ nodes }: Cluster): string {
  const [node] = nodes;
  if (node === undefined) throw new Error('the cluster has no node');
  return node;
}

/** Which of these runs' namespaces are still in the cluster. */
export async function namespacesLeft({ api }: Cluster, runIds: string[]): Promise<string[]> {
  const there = (await runNamespaces(api)).map(({ metadata }) => metadata.name);
  return runIds.map(namespaceOf).filter((name) => there.includes(name));
}

/** Runs a line of bash in the node's container. */
export async function onNode(cluster: Cluster, line: string): Promise<string> {
  const { stdout } = await runCommand('docker', ['exec', nodeOf(cluster), 'bash', '-c', line], { timeoutSeconds: 60 });
  return stdout;
}

/** The command lines of what the witness started in the node and has not ended. */
export async function watchersOn(cluster: Cluster): Promise<string[]> {
  const { stdout } = await runCommand('docker', ['top', nodeOf(cluster), '-eo', 'pid,args']);
  return stdout.split('\n').filter((line) => /dmesg|EPOCHREALTIME/.test(line));
}

/** The journal's entries of one type. */
export async function entriesOf<T extends Entry['type']>(
  folder: string,
  type: T,
): Promise<Extract<Entry, { type: T }>[]> {
  const entries = await readJournal(folder);
  return entries.filter((entry): entry is Extract<Entry, { type: T }> => entry.type === type);
}

/**
 * The run's first death of a container that lived. Under load runc now and then fails a start on cgroup v1 ("unable to
 * freeze", https://github.com/kubernetes/kubernetes/issues/131087); the kubelet tries again.
 */
export async function firstDeath(folder: string): Promise<Death> {
  const died = await entriesOf(folder, 'container.died');
  const first = died.find(({ death }) => death.reason !== 'StartError')?.death;
  if (first === undefined) throw new Error(`no container died in ${folder}: ${JSON.stringify(died)}`);
  return first;
}

type Entry = Awaited<ReturnType<typeof readJournal>>[number];
