import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuantity } from '../../shared/quantity.ts';
import { writeAtomically } from './atomic-volume.ts';
import { ConfigError } from './config-error.ts';
import type { KubeletContext } from './context.ts';
import { isDiskFull } from './disk-full.ts';
import { mountMemory, unmountMemory } from './memory-volume.ts';
import type { Pod } from './pod.ts';
import type { Volume } from './pod-volume.ts';
import { unknownKind } from './pod-volume.ts';
import { podMemoryLimit } from './resource-ref.ts';
import { giveToGroup } from './volume-owner.ts';
import { volumePayload } from './volume-payload.ts';

/** Seconds between two attempts: 0.5, then twice as long up to two minutes (pkg/util/goroutinemap/exponentialbackoff). */
const firstRetry = 0.5;
const longestRetry = 122;

/** Fills the folders of all volumes; waits for those whose ConfigMap or Secret is not there, telling so by events. */
export async function mountVolumes(
  context: KubeletContext,
  pod: Pod,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const volume of pod.spec.volumes) {
    for (let retry = firstRetry; ; retry = Math.min(longestRetry, retry * 2)) {
      try {
        await makeVolume(context, pod, volume, join(folder, 'volumes', volume.name));
        break;
      } catch (thrown) {
        if (!(thrown instanceof ConfigError || isDiskFull(thrown))) throw thrown;
        tellFailure(context, pod, volume, thrown);
        await context.clock.sleep(retry * 1000, signal);
      }
    }
  }
}

/**
 * Keeps the files of ConfigMaps, Secrets and the downward API as the objects are. A mount by subPath stays as it was.
 * @param pod - gives the pod as it now is
 * @returns a function that ends it
 */
export function followVolumes(context: KubeletContext, pod: () => Pod, folder: string): () => void {
  const made = pod().spec.volumes.filter(({ emptyDir }) => emptyDir === undefined);
  if (made.length === 0) return () => {};
  const { namespace, name } = pod().metadata;
  const refresh = () => {
    for (const volume of made) {
      try {
        fill(context, pod(), volume, join(folder, 'volumes', volume.name));
      } catch (thrown) {
        // The files stay as they were, as the kubelet leaves them.
        if (!(thrown instanceof ConfigError || isDiskFull(thrown))) throw thrown;
        tellFailure(context, pod(), volume, thrown);
      }
    }
  };
  const selections = [
    { resource: 'configmaps', namespace },
    { resource: 'secrets', namespace },
    { resource: 'pods', namespace, fieldSelector: `metadata.name=${name}` },
  ];
  const ends = selections.map((selection) => {
    return context.store.watch(selection, {}, () => queueMicrotask(refresh));
  });
  return () => {
    for (const end of ends) end();
  };
}

/** Takes down what was mounted for the pod. */
export async function unmountVolumes(folder: string, pod: Pod): Promise<void> {
  for (const { name, emptyDir } of pod.spec.volumes) {
    if (emptyDir?.medium === 'Memory') await unmountMemory(join(folder, 'volumes', name));
  }
}

async function makeVolume(context: KubeletContext, pod: Pod, volume: Volume, folder: string): Promise<void> {
  const unknown = unknownKind(volume);
  if (unknown !== undefined) throw new ConfigError(`the embedded cluster has no volumes of the kind ${unknown}`);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  const { emptyDir } = volume;
  if (emptyDir === undefined) {
    fill(context, pod, volume, folder);
    return;
  }
  if (emptyDir.medium === 'Memory') {
    const wanted = emptyDir.sizeLimit === undefined ? undefined : parseQuantity(String(emptyDir.sizeLimit));
    // It cannot hold more than the pod (pkg/volume/emptydir, SizeMemoryBackedVolumes).
    const size = Math.min(wanted ?? Infinity, podMemoryLimit(pod) ?? Infinity);
    await mountMemory(folder, Number.isFinite(size) ? size : undefined);
  }
  own(context, pod, folder, true);
}

function fill(context: KubeletContext, pod: Pod, volume: Volume, folder: string): void {
  const { store, addresses, capacity, clock } = context;
  const sources = { addresses: { pod: pod.status.podIP ?? '', host: addresses.node }, node: capacity };
  const payload = volumePayload(store, pod, volume, sources);
  if (payload === undefined || writeAtomically(folder, payload, clock.now()) === undefined) return;
  own(context, pod, folder, false);
}

function own({ isolation }: KubeletContext, pod: Pod, folder: string, writable: boolean): void {
  const { fsGroup } = pod.spec.securityContext;
  if (fsGroup !== undefined && isolation.root) giveToGroup(folder, fsGroup, writable);
}

function tellFailure(context: KubeletContext, pod: Pod, volume: Volume, { message }: Error): void {
  const { name, namespace, uid } = pod.metadata;
  const text = `MountVolume.SetUp failed for volume "${volume.name}" : ${message}`;
  context.record({ kind: 'Pod', namespace, name, uid, apiVersion: 'v1' }, 'Warning', 'FailedMount', text);
}
