import { type Field, structOf, type Type } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { deletePrefix, orderPrefix, unknownDirective, withoutDirectives } from './directives.ts';
import { mergeItems } from './merge-list.ts';
import { inOrder, isSameItem } from './order.ts';

/**
 * Strategic merge patch: as a merge patch, but lists of things with a key are merged by it, and directives ($patch,
 * $retainKeys, $setElementOrder, $deleteFromPrimitiveList) say what else. `type` knows the keys. Changes neither argument.
 */
export function strategicMerge(original: JsonObject, patch: JsonObject, type: Type): JsonObject {
  const { $patch: directive, $retainKeys: retained, ...changes } = patch;
  if (directive === 'replace') return asObject(withoutDirectives(changes));
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge') throw unknownDirective(patch);
  const result = retainKeys(original, retained);
  for (const [key, value] of Object.entries(changes)) {
    if (key.startsWith(orderPrefix)) continue;
    if (key.startsWith(deletePrefix)) deleteValues(result, key.slice(deletePrefix.length), value);
    else setField(result, key, value, fieldOf(type, key));
  }
  for (const [key, order] of Object.entries(changes)) {
    if (key.startsWith(orderPrefix)) reorder(result, original, key.slice(orderPrefix.length), order, type);
  }
  return result;
}

/** What is known of a field: of a struct's by its table, of a map's by the type of its values. */
function fieldOf(type: Type, key: string): Field | undefined {
  if (type.form === 'struct') return structOf(type.name).fields.get(key);
  return undefined;
}

function setField(result: JsonObject, key: string, value: unknown, field: Field | undefined): void {
  const before = result[key];
  if (value === null) delete result[key];
  else if (isRecord(value) && isRecord(before)) {
    result[key] = strategicMerge(before, value, field?.type ?? { form: 'scalar', name: 'any' });
  } else if (Array.isArray(value) && Array.isArray(before) && field !== undefined && merges(field)) {
    result[key] = mergeItems(before, value, field, strategicMerge);
  } else result[key] = withoutDirectives(value);
}

function merges(field: Field): boolean {
  return field.mergeKey !== undefined || field.mergesValues;
}

function deleteValues(result: JsonObject, key: string, values: unknown): void {
  const before = result[key];
  if (!Array.isArray(before) || !Array.isArray(values)) return;
  result[key] = before.filter((item) => !values.some((value) => isSameItem(item, value, undefined)));
}

function reorder(result: JsonObject, original: JsonObject, key: string, order: unknown, type: Type): void {
  const merged = result[key];
  if (!Array.isArray(merged) || !Array.isArray(order)) return;
  const before = original[key];
  result[key] = inOrder(merged, order, Array.isArray(before) ? before : [], fieldOf(type, key)?.mergeKey);
}

/** Drops the fields that the patch does not name; the way to change the type of a volume, or a strategy. */
function retainKeys(original: JsonObject, retained: unknown): JsonObject {
  if (!Array.isArray(retained)) return { ...original };
  return Object.fromEntries(Object.entries(original).filter(([key]) => retained.includes(key)));
}

function asObject(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}
