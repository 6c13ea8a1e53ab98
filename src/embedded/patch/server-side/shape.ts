import { type Field, structOf, type Type } from '../../kinds/schema/struct.ts';
import { isRecord, type JsonObject } from '../json-value.ts';
import { itemKey } from './item-key.ts';

/** A part of an object that somebody can own on its own. */
export interface Part {
  /** As FieldsV1 names it: `f:spec`, `k:{"name":"app"}`, `v:"a"`. */
  key: string;
  value: unknown;
  field: Field;
}

/** The parts of a value; undefined where it is owned whole: plain values, atomic lists, maps and structs, empty ones. */
export function partsOf(value: unknown, field: Field): Part[] | undefined {
  if (field.atomic) return undefined;
  const { type } = field;
  if (type.form === 'list')
    return Array.isArray(value) && value.length > 0 ? itemsOf(value, field, type.of) : undefined;
  if (!isRecord(value) || Object.keys(value).length === 0) return undefined;
  if (type.form === 'map') return fieldsOf(value, () => plainField(type.of));
  if (type.form === 'struct') return fieldsOf(value, (name) => structOf(type.name).fields.get(name));
  return undefined;
}

/** A field of which nothing is known but its type. */
export function plainField(type: Type): Field {
  return {
    type,
    required: false,
    mergeKey: undefined,
    mapKeys: [],
    set: false,
    mergesValues: false,
    retainKeys: false,
    atomic: false,
  };
}

function itemsOf(items: unknown[], field: Field, type: Type): Part[] | undefined {
  if (field.mapKeys.length === 0 && !field.set) return undefined;
  return items.map((value) => ({ key: itemKey(value, field), value, field: plainField(type) }));
}

function fieldsOf(value: JsonObject, find: (name: string) => Field | undefined): Part[] {
  return Object.entries(value).flatMap(([name, one]) => {
    const field = find(name);
    return field === undefined || one === undefined ? [] : [{ key: `f:${name}`, value: one, field }];
  });
}
