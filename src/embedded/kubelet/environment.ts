import type { Store } from '../store/store.ts';
import { ConfigError } from './config-error.ts';
import type { ConfigurationKind } from './configuration.ts';
import { readConfiguration } from './configuration.ts';
import { expand } from './expand.ts';
import type { Addresses } from './field-ref.ts';
import { fieldValue } from './field-ref.ts';
import type { Container, Pod, Variable } from './pod.ts';
import type { NodeCapacity } from './resource-ref.ts';
import { resourceValue } from './resource-ref.ts';
import { serviceEnvironment } from './service-environment.ts';

export interface EnvironmentSources {
  store: Store;
  addresses: Addresses;
  node: NodeCapacity;
}

/**
 * The environment of a container: services, then `envFrom` in order, then `env` in order, each hiding the ones before.
 * @throws ConfigError for a missing ConfigMap, Secret or key
 */
export function containerEnvironment(
  pod: Pod,
  container: Container,
  sources: EnvironmentSources,
): Record<string, string> {
  const { store } = sources;
  const { namespace } = pod.metadata;
  const services = pod.spec.enableServiceLinks ? serviceEnvironment(store, namespace) : {};
  const variables: Record<string, string> = {};
  for (const { prefix, configMapRef, secretRef } of container.envFrom) {
    const from = [configMapRef, secretRef] as const;
    for (const [index, reference] of from.entries()) {
      if (reference === undefined) continue;
      const kind: ConfigurationKind = index === 0 ? 'configmap' : 'secret';
      const data = readConfiguration(store, kind, namespace, reference) ?? [];
      for (const [key, value] of data) variables[`${prefix}${key}`] = value.toString();
    }
  }
  for (const variable of container.env) {
    const value = valueOf(pod, container, variable, { ...services, ...variables }, sources);
    if (value !== undefined) variables[variable.name] = value;
  }
  return { ...services, ...variables };
}

function valueOf(
  pod: Pod,
  container: Container,
  { value, valueFrom }: Variable,
  known: Record<string, string>,
  { store, addresses, node }: EnvironmentSources,
): string | undefined {
  if (valueFrom === undefined) return expand(value ?? '', known);
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) return fieldValue(pod, fieldRef.fieldPath, addresses);
  if (resourceFieldRef !== undefined) return resourceValue(pod, container, resourceFieldRef, node);
  const { namespace } = pod.metadata;
  if (configMapKeyRef !== undefined) return keyOf(store, 'configmap', namespace, configMapKeyRef);
  if (secretKeyRef !== undefined) return keyOf(store, 'secret', namespace, secretKeyRef);
  return '';
}

function keyOf(
  store: Store,
  kind: ConfigurationKind,
  namespace: string,
  reference: { name: string; key: string; optional: boolean },
): string | undefined {
  const found = readConfiguration(store, kind, namespace, reference)?.get(reference.key);
  if (found !== undefined || reference.optional) return found?.toString();
  const what = kind === 'secret' ? 'Secret' : 'ConfigMap';
  throw new ConfigError(`couldn't find key ${reference.key} in ${what} ${namespace}/${reference.name}`);
}
