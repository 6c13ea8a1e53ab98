import { isAlias, isCollection, isMap, isNode, isScalar, visit } from 'yaml';
import type { Document, YAMLMap } from 'yaml';

/** What is legal YAML and yet refused, by its offset in the text. */
interface Trap {
  offset: number;
  message: string;
  hint?: string;
}

/**
 * Duplicate keys, keys that are no text, aliases, tags of other languages, and scalars that YAML 1.1 reads otherwise.
 * Duplicates are looked for here because the parser's own check compares every key with every other: a map of 60,000
 * keys took it 58 seconds. Aliases are refused as a whole, so that no nesting of them can grow without bound; each is
 * told once, however often it stands there.
 */
export function yamlTraps(document: Document.Parsed): Trap[] {
  const hint = 'remove it: values here are plain data';
  const traps: Trap[] = document.warnings.map(({ message, pos }) => ({
    offset: pos[0],
    message: lowerFirst(message),
    hint,
  }));
  const aliases = new Set<string>();
  visit(document, {
    Alias(_key, alias) {
      if (aliases.has(alias.source)) return;
      aliases.add(alias.source);
      traps.push({
        offset: alias.range?.[0] ?? 0,
        message: `expected a value, got the alias *${alias.source}`,
        hint: 'write the value out: aliases are not read here',
      });
    },
    Scalar(_key, { type, source = '', range }) {
      const meant = type === 'PLAIN' ? readOtherwise(source) : undefined;
      if (meant === undefined) return;
      const message = `"${source}" is ${meant} to kubectl, and something else to newer YAML readers`;
      traps.push({ offset: range?.[0] ?? 0, message, hint: `write ${meant}, or "${source}" in quotes` });
    },
    Map(_key, map) {
      traps.push(...keyTraps(map));
    },
  });
  return traps;
}

function keyTraps(map: YAMLMap): Trap[] {
  const traps: Trap[] = [];
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const offset = (isNode(key) ? key.range?.[0] : undefined) ?? map.range?.[0] ?? 0;
    if (isCollection(key)) {
      traps.push({ offset, message: `expected a key that is text, got a ${isMap(key) ? 'map' : 'list'}` });
    } else if (!isAlias(key)) {
      const name = String(isScalar(key) ? key.value : key);
      if (seen.has(name)) traps.push({ offset, message: `the key "${name}" is here twice`, hint: 'keep one of them' });
      seen.add(name);
    }
  }
  return traps;
}

/** kubectl reads YAML 1.1, where yes and on are true and a leading 0 makes a number octal (sigs.k8s.io/yaml). */
function readOtherwise(scalar: string): string | undefined {
  if (/^(yes|on)$/i.test(scalar)) return 'true';
  if (/^(no|off)$/i.test(scalar)) return 'false';
  return /^0[0-7]+$/.test(scalar) ? String(Number.parseInt(scalar, 8)) : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
