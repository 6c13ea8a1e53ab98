import { type Field, structOf, type Type } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { itemKey } from './item-key.ts';
import { type FieldTree, subtree } from './field-tree.ts';
import { plainField } from './shape.ts';

/**
 * Takes out what a manager applied before and no longer does, unless somebody else (`kept`) has it too. A struct that
 * nobody has any more goes with all that was filled in below it; in maps and lists only the manager's own go.
 */
export function prune(value: unknown, dropped: FieldTree, kept: FieldTree[], field: Field): unknown {
  const { type } = field;
  if (field.atomic) return value;
  if (type.form === 'list' && Array.isArray(value)) return pruneItems(value, dropped, kept, field, type.of);
  if (!isRecord(value) || (type.form !== 'map' && type.form !== 'struct')) return value;
  const result: JsonObject = {};
  for (const [name, one] of Object.entries(value)) {
    const inner = subtree(dropped, `f:${name}`);
    const others = branches(kept, `f:${name}`);
    const child = fieldOf(type, name);
    if (inner === undefined || child === undefined) result[name] = one;
    else if (others.length > 0 || isOpen(child, inner)) result[name] = prune(one, inner, others, child);
  }
  return result;
}

function pruneItems(items: unknown[], dropped: FieldTree, kept: FieldTree[], field: Field, type: Type): unknown[] {
  return items.flatMap((item) => {
    const key = itemKey(item, field);
    const inner = subtree(dropped, key);
    const others = branches(kept, key);
    if (inner === undefined) return [item];
    return others.length === 0 ? [] : [prune(item, inner, others, plainField(type))];
  });
}

/** Maps and lists may hold what others added without applying it, which is not recorded. */
function isOpen({ type, atomic }: Field, dropped: FieldTree): boolean {
  return !atomic && (type.form === 'map' || type.form === 'list') && Object.keys(dropped).length > 0;
}

function branches(trees: FieldTree[], key: string): FieldTree[] {
  return trees.map((tree) => subtree(tree, key)).filter((tree) => tree !== undefined);
}

function fieldOf(type: Type, name: string): Field | undefined {
  return type.form === 'map'
    ? plainField(type.of)
    : type.form === 'struct'
      ? structOf(type.name).fields.get(name)
      : undefined;
}
