import type { Problem } from './problem.ts';
import type { InvariantDocument } from './schema.ts';
import type { YamlDocument } from './yaml-document.ts';

/** Names that are there twice, and bodies that would not be sent. */
export function checkInvariants(
  document: YamlDocument,
  invariants: readonly { value: InvariantDocument; index: number }[],
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  for (const { value, index } of invariants) {
    const first = seen.get(value.name);
    if (first === undefined) seen.set(value.name, index);
    else {
      const message = `invariants[${index}].name: "${value.name}" is already the name of invariants[${first}]`;
      problems.push({ ...document.place(['invariants', index, 'name']), message });
    }
    if (value.method === 'GET' && value.body !== undefined) {
      const message = `invariants[${index}].body: a GET sends none`;
      problems.push({ ...document.keyPlace(['invariants', index], 'body'), message, hint: 'remove it, or use POST' });
    }
  }
  return problems;
}
