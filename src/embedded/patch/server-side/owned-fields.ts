import type { Field } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { partsOf } from './shape.ts';

/** A set of fields as FieldsV1 writes it: a tree of names, `.` for an item itself, an empty object for a leaf. */
export type FieldTree = JsonObject;

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

export function subtree(tree: FieldTree, key: string): FieldTree | undefined {
  const inner = tree[key];
  return isRecord(inner) ? inner : undefined;
}

/** Whether a set holds the node itself, not only what is below it. */
export function isLeaf(tree: FieldTree): boolean {
  return Object.keys(tree).length === 0 || '.' in tree;
}

/** `tree` without the leaves that `taken` has too; branches that are left empty go as well. */
export function withoutLeaves(tree: FieldTree, taken: FieldTree): FieldTree {
  const left: FieldTree = {};
  for (const [key, inner] of Object.entries(tree)) {
    const other = subtree(taken, key);
    if (!isRecord(inner) || other === undefined) left[key] = inner;
    else if (Object.keys(inner).length > 0) {
      const kept = withoutLeaves(inner, other);
      if (Object.keys(kept).length > 0) left[key] = kept;
    } else if (Object.keys(other).length > 0) left[key] = inner;
  }
  return left;
}
