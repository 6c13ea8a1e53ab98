import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseQuantity } from '../../shared/quantity.ts';
import { ConfigError } from './config-error.ts';
import type { Data } from './configuration.ts';
import { readConfiguration } from './configuration.ts';
import type { KubeletContext } from './context.ts';
import { mountMemory, unmountMemory } from './memory-volume.ts';
import type { Pod, Volume } from './pod.ts';

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
        await fill(context, pod, volume, join(folder, 'volumes', volume.name));
        break;
      } catch (thrown) {
        if (!(thrown instanceof ConfigError)) throw thrown;
        const { name, namespace, uid } = pod.metadata;
        const message = `MountVolume.SetUp failed for volume "${volume.name}" : ${thrown.message}`;
        context.record({ kind: 'Pod', namespace, name, uid, apiVersion: 'v1' }, 'Warning', 'FailedMount', message);
        await context.clock.sleep(retry * 1000, signal);
      }
    }
  }
}

/** Takes down what was mounted for the pod. */
export async function unmountVolumes(folder: string, pod: Pod): Promise<void> {
  for (const { name, emptyDir } of pod.spec.volumes) {
    if (emptyDir?.medium === 'Memory') await unmountMemory(join(folder, 'volumes', name));
  }
}

interface Selected {
  items?: { key: string; path: string; mode?: number | undefined }[] | undefined;
  defaultMode: number;
}

async function fill({ store }: KubeletContext, pod: Pod, volume: Volume, folder: string): Promise<void> {
  const { namespace } = pod.metadata;
  const { configMap, secret, emptyDir } = volume;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (configMap !== undefined) {
    write(folder, readConfiguration(store, 'configmap', namespace, configMap) ?? new Map(), configMap);
  }
  if (secret !== undefined) {
    const reference = { name: secret.secretName, optional: secret.optional };
    write(folder, readConfiguration(store, 'secret', namespace, reference) ?? new Map(), secret);
  }
  if (emptyDir?.medium === 'Memory') {
    const size = emptyDir.sizeLimit === undefined ? undefined : parseQuantity(String(emptyDir.sizeLimit));
    await mountMemory(folder, size);
  }
}

function write(folder: string, data: Data, { items, defaultMode }: Selected): void {
  const wanted = items ?? [...data.keys()].map((key) => ({ key, path: key, mode: undefined }));
  for (const { key, path, mode } of wanted) {
    const content = data.get(key);
    if (content === undefined) throw new ConfigError(`references non-existent config key: ${key}`);
    const file = resolve(folder, path);
    if (!file.startsWith(`${folder}/`)) throw new ConfigError(`invalid path ${path}: it leaves the volume`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode ?? defaultMode);
  }
}
