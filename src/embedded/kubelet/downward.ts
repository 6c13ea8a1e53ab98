import { ConfigError } from './config-error.ts';
import type { Addresses } from './field-ref.ts';
import { fieldValue } from './field-ref.ts';
import type { Pod } from './pod.ts';
import type { NodeCapacity } from './resource-ref.ts';
import { resourceValue } from './resource-ref.ts';

export interface DownwardSources {
  addresses: Addresses;
  node: NodeCapacity;
}

interface DownwardReference {
  fieldRef?: { fieldPath: string } | undefined;
  resourceFieldRef?: { containerName?: string | undefined; resource: string; divisor: string | number } | undefined;
}

/** The text of a file of a downward API volume. Whole maps of labels and annotations are lines of key="value". */
export function downwardValue(
  pod: Pod,
  { fieldRef, resourceFieldRef }: DownwardReference,
  { addresses, node }: DownwardSources,
): string {
  if (fieldRef?.fieldPath === 'metadata.labels') return lines(pod.metadata.labels);
  if (fieldRef?.fieldPath === 'metadata.annotations') return lines(pod.metadata.annotations);
  if (fieldRef !== undefined) return fieldValue(pod, fieldRef.fieldPath, addresses);
  const containers = [...pod.spec.initContainers, ...pod.spec.containers];
  const subject = containers.find(({ name }) => name === resourceFieldRef?.containerName);
  if (resourceFieldRef === undefined || subject === undefined) {
    throw new ConfigError(`container ${resourceFieldRef?.containerName ?? ''} not found`);
  }
  return resourceValue(pod, subject, resourceFieldRef, node);
}

/** As fieldpath.FormatMap: sorted, each value quoted as Go does. */
function lines(map: Record<string, string>): string {
  const keys = Object.keys(map).toSorted();
  return keys.map((key) => `${key}=${JSON.stringify(map[key] ?? '')}`).join('\n');
}
