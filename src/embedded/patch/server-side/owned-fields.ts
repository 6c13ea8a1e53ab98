import type { Field } from '../../kinds/schema/struct.ts';
import type { FieldTree } from './field-tree.ts';
import { partsOf } from './shape.ts';

/** The fields that a value sets. */
export function ownedFields(value: unknown, field: Field): FieldTree {
  const tree: FieldTree = {};
  for (const part of partsOf(value, field) ?? []) {
    const inner = ownedFields(part.value, part.field);
    const isItem = part.key.startsWith('k:');
    tree[part.key] = isItem ? { '.': {}, ...inner } : inner;
  }
  return tree;
}
