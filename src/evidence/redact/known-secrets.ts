import type { AnyObject } from '../objects.ts';
import { isPlaceholder } from './placeholder.ts';
import { isSecretName } from './secret-name.ts';

/** Shorter values are in every text by chance: to mask them would eat the log and hide nothing. */
const shortest = 4;

/** Every value that is known to be secret: from Secrets, and from variables with telling names in any pod spec. */
export function knownSecrets(secrets: readonly AnyObject[], objects: readonly AnyObject[]): string[] {
  const values = new Set<string>();
  const add = (value: string) => {
    for (const part of [value, ...partsOf(value)]) {
      const text = part.trim();
      if (text.length >= shortest && !isPlaceholder(text)) values.add(text);
    }
  };
  for (const secret of secrets) {
    for (const encoded of stringsIn(secret['data'])) {
      const decoded = Buffer.from(encoded, 'base64').toString();
      add(decoded);
      // Short base64 is too often a plain word.
      if (encoded.length >= 8) add(encoded);
    }
    for (const plain of stringsIn(secret['stringData'])) add(plain);
  }
  for (const object of objects) forEachVariable(object, add);
  // Longest first, so that a secret inside another does not leave the rest of it standing.
  return [...values].sort((a, b) => b.length - a.length);
}

/** The lines of a key file and the strings in a JSON document are secrets by themselves. */
function partsOf(value: string): string[] {
  const lines = value.includes('\n') ? value.split('\n').filter((line) => line.trim().length >= 16) : [];
  if (!value.trimStart().startsWith('{')) return lines;
  try {
    return [...lines, ...stringsIn(JSON.parse(value))];
  } catch {
    // Only looks like JSON: it is masked as a whole.
    return lines;
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function forEachVariable(value: unknown, visit: (value: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('name' in value && 'value' in value && typeof value.name === 'string' && typeof value.value === 'string') {
    if (isSecretName(value.name)) visit(value.value);
  }
  for (const inner of Object.values(value)) forEachVariable(inner, visit);
}
