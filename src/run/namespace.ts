import { hostname } from 'node:os';
import type { AnyObject } from '../evidence/objects.ts';
import type { KubeApi } from '../kube/api.ts';
import { isNotFound } from '../kube/failure.ts';
import { isRunning } from '../shared/lock.ts';
import { waitUntil } from '../shared/retry.ts';
import { runLabel } from '../shared/run-label.ts';
import type { Plan } from './context.ts';

const ownerHost = 'lab.run/owner-host';
const ownerPid = 'lab.run/owner-pid';
const keptLabel = 'lab.run/kept';

/** A run's namespace: tells which run and which process it belongs to, so that leftovers are known as such. */
export function namespaceObject(name: string, plan: Pick<Plan, 'id' | 'keep'>): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { [runLabel]: plan.id, ...(plan.keep ? { [keptLabel]: 'true' } : {}) },
      annotations: { [ownerHost]: hostname(), [ownerPid]: String(process.pid) },
    },
  };
}

/** All namespaces of runs, those of other processes too. */
export async function runNamespaces(api: KubeApi, signal?: AbortSignal): Promise<AnyObject[]> {
  return (await api.list({ apiVersion: 'v1', kind: 'Namespace' }, { labelSelector: runLabel }, signal)).items;
}

/** True for a namespace that nobody will clean up: its process on this host has died, and it was not to be kept. */
export function isLeftOver({ metadata }: AnyObject): boolean {
  const { annotations = {}, labels = {} } = metadata;
  if (labels[keptLabel] !== undefined || metadata.deletionTimestamp !== undefined) return false;
  const pid = Number(annotations[ownerPid]);
  return annotations[ownerHost] === hostname() && Number.isInteger(pid) && !isRunning(pid);
}

/** True while the process on this host that made the namespace lives: a run is going on in it. */
export function isInUse({ metadata }: AnyObject): boolean {
  const { annotations = {} } = metadata;
  const pid = Number(annotations[ownerPid]);
  return annotations[ownerHost] === hostname() && Number.isInteger(pid) && isRunning(pid);
}

/** Deletes namespaces that a killed leaklab left behind; gives their names. */
export async function sweepLeftOvers(api: KubeApi, signal?: AbortSignal): Promise<string[]> {
  const left = (await runNamespaces(api, signal)).filter(isLeftOver).map(({ metadata }) => metadata.name);
  for (const name of left) await deleteNamespace(api, name, signal);
  return left;
}

/** Starts the deletion of a run's namespace; true when there was one to delete. Refuses any other namespace. */
export async function deleteNamespace(api: KubeApi, name: string, signal?: AbortSignal): Promise<boolean> {
  const reference = { apiVersion: 'v1', kind: 'Namespace', name };
  try {
    const { metadata } = await api.get(reference, signal);
    if (metadata.labels?.[runLabel] === undefined) return false;
    // To delete what is being deleted is a conflict.
    if (metadata.deletionTimestamp !== undefined) return true;
    await api.delete(reference, signal);
    return true;
  } catch (thrown) {
    if (isNotFound(thrown)) return false;
    throw thrown;
  }
}

/** Waits until a deleted namespace is gone with all that was in it. */
export async function namespaceGone(api: KubeApi, name: string, signal?: AbortSignal): Promise<void> {
  const wait = {
    for: `the namespace ${name} to be gone`,
    within: 90,
    otherwise: 'environment',
    hint: `kubectl delete namespace ${name}`,
    signal,
  } as const;
  await waitUntil(wait, async () => {
    const gone = await api
      .get({ apiVersion: 'v1', kind: 'Namespace', name }, signal)
      .then(() => false, isNotFoundOrThrow);
    return gone ? true : undefined;
  });
}

function isNotFoundOrThrow(thrown: unknown): true {
  if (isNotFound(thrown)) return true;
  throw thrown;
}
