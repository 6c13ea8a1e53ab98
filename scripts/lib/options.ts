import { Option } from 'commander';
import { z } from 'zod';
import { Fault } from '../../src/shared/errors.ts';

export const defaultNamespace = 'data-processing';

/** `--namespace` of the verbs that come after `deploy`. */
export function namespaceOption(words = 'the namespace (that of the last deploy)'): Option {
  return new Option('--namespace <name>', words).argParser(parseNamespace);
}

/** Options of a verb that takes `--namespace` alone. */
export const namespaceOnly = z.object({ namespace: z.string().optional() });

/** @throws Fault (usage) for what Kubernetes takes for no namespace: RFC 1123, a label */
export function parseNamespace(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text;
  const expected = 'at most 63 lower-case letters, digits and "-", with a letter or digit at both ends';
  throw new Fault('usage', `--namespace: expected ${expected}, got "${text}"`, {
    hint: `--namespace ${defaultNamespace}`,
  });
}

/** @throws Fault (usage) unless it is HOST:PORT, with a path where the registry wants one */
export function parseRegistry(text: string): string {
  const registry = text.replace(/\/+$/, '');
  const host = String.raw`(?:[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])`;
  const match = new RegExp(`^${host}:(\\d{1,5})(?:/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$`).exec(registry);
  const port = Number(match?.[1]);
  if (port >= 1 && port <= 65_535) return registry;
  const message = `--registry: expected HOST:PORT without a scheme, got "${text}"`;
  throw new Fault('usage', message, { hint: '--registry 127.0.0.1:5000' });
}
