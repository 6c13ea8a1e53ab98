import { type Field, structOf, type Type } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { itemKey } from './item-key.ts';
import { plainField } from './shape.ts';

/** What is there with what is applied put over it: fields and keyed items are merged, all else is replaced. */
export function mergeApplied(current: unknown, applied: unknown, field: Field): unknown {
  if (field.atomic) return applied;
  const { type } = field;
  if (type.form === 'list' && Array.isArray(current) && Array.isArray(applied)) {
    return field.mapKeys.length > 0 || field.set ? mergeKeyed(current, applied, field, type.of) : applied;
  }
  if ((type.form === 'map' || type.form === 'struct') && isRecord(current) && isRecord(applied)) {
    return mergeFields(current, applied, type);
  }
  return applied;
}

function mergeFields(current: JsonObject, applied: JsonObject, type: Type): JsonObject {
  const result = { ...current };
  for (const [name, value] of Object.entries(applied)) {
    result[name] = mergeApplied(current[name], value, fieldOf(type, name));
  }
  return result;
}

function fieldOf(type: Type, name: string): Field {
  if (type.form === 'map') return plainField(type.of);
  const known = type.form === 'struct' ? structOf(type.name).fields.get(name) : undefined;
  return known ?? plainField({ form: 'scalar', name: 'any' });
}

/** Applied items keep their order; what only the server has stays before the shared item that it preceded. */
function mergeKeyed(current: unknown[], applied: unknown[], field: Field, type: Type): unknown[] {
  const keyOf = (item: unknown) => itemKey(item, field);
  const appliedKeys = new Set(applied.map(keyOf));
  const currentByKey = new Map(current.map((item) => [keyOf(item), item]));
  const waiting = [...current];
  const result: unknown[] = [];
  const takeServerOnly = () => {
    while (waiting[0] !== undefined && !appliedKeys.has(keyOf(waiting[0]))) result.push(waiting.shift());
  };
  for (const item of applied) {
    takeServerOnly();
    const key = keyOf(item);
    result.push(mergeApplied(currentByKey.get(key), item, plainField(type)));
    const at = waiting.findIndex((one) => keyOf(one) === key);
    if (at >= 0) waiting.splice(at, 1);
  }
  return [...result, ...waiting.filter((item) => !appliedKeys.has(keyOf(item)))];
}
