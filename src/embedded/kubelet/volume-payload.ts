import { dirname, normalize } from 'node:path';
import type { Store } from '../store/store.ts';
import { ConfigError } from './config-error.ts';
import type { Data } from './configuration.ts';
import { readConfiguration } from './configuration.ts';
import { downwardValue } from './downward.ts';
import type { DownwardSources } from './downward.ts';
import type { Pod } from './pod.ts';
import type { Volume } from './pod-volume.ts';

/** The files of a volume that is made from objects, by path below the volume's folder. */
export type Payload = Map<string, { content: Buffer; mode: number }>;

interface Selected {
  items?: { key: string; path: string; mode?: number | undefined }[] | undefined;
  optional: boolean;
}

interface DownwardItem {
  path: string;
  mode?: number | undefined;
  fieldRef?: { fieldPath: string } | undefined;
  resourceFieldRef?: { containerName?: string | undefined; resource: string; divisor: string | number } | undefined;
}

/**
 * What a volume of a ConfigMap, a Secret, the downward API or several of them holds; undefined for other volumes.
 * @throws ConfigError in the kubelet's words for what is missing
 */
export function volumePayload(
  store: Store,
  pod: Pod,
  { configMap, secret, downwardAPI, projected }: Volume,
  sources: DownwardSources,
): Payload | undefined {
  if (configMap !== undefined) return ofConfigMap(store, pod, configMap, configMap.defaultMode);
  if (secret !== undefined) return ofSecret(store, pod, { ...secret, name: secret.secretName }, secret.defaultMode);
  if (downwardAPI !== undefined) return ofDownward(pod, downwardAPI.items, sources, downwardAPI.defaultMode);
  if (projected === undefined) return undefined;

  const { defaultMode } = projected;
  const parts = projected.sources.map((source) => () => {
    if (source.configMap !== undefined) return ofConfigMap(store, pod, source.configMap, defaultMode);
    if (source.secret !== undefined) return ofSecret(store, pod, source.secret, defaultMode);
    if (source.downwardAPI !== undefined) return ofDownward(pod, source.downwardAPI.items, sources, defaultMode);
    if (source.serviceAccountToken !== undefined) {
      throw new ConfigError('failed to fetch token: the embedded cluster issues no service account tokens');
    }
    return new Map();
  });
  const problems: string[] = [];
  const whole: Payload = new Map();
  for (const part of parts) {
    try {
      for (const [path, file] of part()) whole.set(path, file);
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      problems.push(thrown.message);
    }
  }
  // As Go prints an aggregate of errors.
  if (problems.length > 0)
    throw new ConfigError(problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`);
  return whole;
}

function ofConfigMap(store: Store, pod: Pod, selected: Selected & { name: string }, mode: number): Payload {
  const data = readConfiguration(store, 'configmap', pod.metadata.namespace, selected) ?? new Map();
  return select(data, selected, mode, 'configmap references non-existent config key');
}

function ofSecret(store: Store, pod: Pod, selected: Selected & { name: string }, mode: number): Payload {
  const data = readConfiguration(store, 'secret', pod.metadata.namespace, selected) ?? new Map();
  return select(data, selected, mode, 'references non-existent secret key');
}

function ofDownward(pod: Pod, items: readonly DownwardItem[], sources: DownwardSources, mode: number): Payload {
  return new Map(
    items.map((item) => {
      return [
        inVolume(item.path),
        { content: Buffer.from(downwardValue(pod, item, sources)), mode: item.mode ?? mode },
      ];
    }),
  );
}

function select(data: Data, { items, optional }: Selected, defaultMode: number, problem: string): Payload {
  const wanted = items ?? [...data.keys()].map((key) => ({ key, path: key, mode: undefined }));
  const payload: Payload = new Map();
  for (const { key, path, mode } of wanted) {
    const content = data.get(key);
    if (content !== undefined) payload.set(inVolume(path), { content, mode: mode ?? defaultMode });
    else if (!optional) throw new ConfigError(`${problem}: ${key}`);
  }
  return payload;
}

function inVolume(path: string): string {
  const plain = normalize(path);
  // ".." at the start would also hide the links that the volume is made of.
  if (plain.startsWith('/') || plain.startsWith('..') || dirname(path).split('/').includes('..')) {
    throw new ConfigError(`invalid path ${path}: it leaves the volume`);
  }
  return plain;
}
