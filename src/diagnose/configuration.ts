import type { Evidence } from '../evidence/evidence.ts';
import type { AnyObject, Container, Pod } from '../evidence/objects.ts';

/** What a container is configured by, as its pod's spec tells it. */
export interface Configuration {
  /** Names of its environment variables, those that whole objects bring included. */
  variables: Set<string>;
  /** True where all of them are known: no object that it takes variables from is out of sight. */
  complete: boolean;
  /** Paths at which ConfigMaps and Secrets are mounted. */
  paths: string[];
  /** Keys of the mounted objects: the names of their files. */
  files: Set<string>;
}

export function configurationOf(pod: Pod, spec: Container, { others }: Pick<Evidence, 'others'>): Configuration {
  const variables = new Set((spec.env ?? []).map(({ name }) => name));
  let complete = true;
  for (const { configMapRef, secretRef, prefix = '' } of spec.envFrom ?? []) {
    const list = configMapRef === undefined ? others.secrets : others.configmaps;
    const object = list.find(({ metadata }) => metadata.name === (configMapRef ?? secretRef)?.name);
    if (object === undefined) complete = false;
    for (const key of keysOf(object)) variables.add(`${prefix}${key}`);
  }
  const volumes = (pod.spec.volumes ?? []).flatMap(({ name, configMap, secret }) => {
    if (configMap === undefined && secret === undefined) return [];
    const list = configMap === undefined ? others.secrets : others.configmaps;
    return [{ name, object: list.find(({ metadata }) => metadata.name === (configMap?.name ?? secret?.secretName)) }];
  });
  const mounts = (spec.volumeMounts ?? []).flatMap(({ name, mountPath }) => {
    const volume = volumes.find((one) => one.name === name);
    return volume === undefined ? [] : [{ mountPath, keys: keysOf(volume.object) }];
  });
  return {
    variables,
    complete,
    paths: mounts.map(({ mountPath }) => mountPath),
    files: new Set(mounts.flatMap(({ keys }) => keys)),
  };
}

function keysOf(object: AnyObject | undefined): string[] {
  return [object?.['data'], object?.['binaryData'], object?.['stringData']].flatMap((data) =>
    typeof data === 'object' && data !== null ? Object.keys(data) : [],
  );
}
