import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { ConfigError } from './config-error.ts';

/** The keys of a ConfigMap or a Secret, as bytes. */
export type Data = Map<string, Buffer>;

const configMap = z.object({
  data: z.record(z.string(), z.string()).default({}),
  binaryData: z.record(z.string(), z.string()).default({}),
});
const secret = z.object({ data: z.record(z.string(), z.string()).default({}) });

export type ConfigurationKind = 'configmap' | 'secret';

/**
 * Reads a ConfigMap or a Secret.
 * @returns undefined for one that is missing and optional
 * @throws ConfigError with the API server's text for one that is missing
 */
export function readConfiguration(
  store: Store,
  kind: ConfigurationKind,
  namespace: string,
  { name, optional }: { name: string; optional: boolean },
): Data | undefined {
  const object = store.find({ resource: `${kind}s`, namespace, name });
  if (object === undefined) {
    if (optional) return undefined;
    throw new ConfigError(`${kind} "${name}" not found`);
  }
  if (kind === 'secret') return new Map(Object.entries(secret.parse(object).data).map(fromBase64));
  const { data, binaryData } = configMap.parse(object);
  const plain = Object.entries(data).map(([key, value]): [string, Buffer] => [key, Buffer.from(value)]);
  return new Map([...plain, ...Object.entries(binaryData).map(fromBase64)]);
}

function fromBase64([key, value]: [string, string]): [string, Buffer] {
  return [key, Buffer.from(value, 'base64')];
}
