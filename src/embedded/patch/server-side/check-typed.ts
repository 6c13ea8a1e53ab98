import { type Field, structOf, type Type } from '../../kinds/schema/struct.ts';
import { isRecord } from '../json-value.ts';
import { itemKey, shownItem } from './item-key.ts';
import { plainField } from './shape.ts';

const numeric = new Set(['int32', 'int64', 'float64']);
const free = new Set(['any', 'Quantity', 'IntOrString']);

/** What is wrong with a value that is to be applied, in the words of structured-merge-diff; undefined for nothing. */
export function typedFault(value: unknown, field: Field, path: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  const { type } = field;
  if (type.form === 'scalar') return scalarFault(value, type.name, path);
  if (type.form === 'list') {
    if (!Array.isArray(value)) return `${path}: expected list, got ${goValue(value)}`;
    return listFault(value, field, type.of, path);
  }
  if (!isRecord(value)) return `${path}: expected map, got ${goValue(value)}`;
  const fields = Object.entries(value).map(([name, one]) => ({
    path: `${path}.${name}`,
    one,
    field: type.form === 'map' ? plainField(type.of) : structOf(type.name).fields.get(name),
  }));
  const unknown = fields.find((one) => one.field === undefined);
  if (unknown !== undefined) return `${unknown.path}: field not declared in schema`;
  return first(fields, (one) => (one.field === undefined ? undefined : typedFault(one.one, one.field, one.path)));
}

function listFault(items: unknown[], field: Field, type: Type, path: string): string | undefined {
  const keyed = field.mapKeys.length > 0 || field.set;
  const seen = new Set<string>();
  return first([...items.entries()], ([index, item]) => {
    const key = keyed ? itemKey(item, field) : undefined;
    if (key !== undefined && seen.has(key)) return `${path}: duplicate entries for key ${shownItem(key)}`;
    if (key !== undefined) seen.add(key);
    return typedFault(item, plainField(type), `${path}${key === undefined ? `[${index}]` : shownItem(key)}`);
  });
}

function scalarFault(value: unknown, name: string, path: string): string | undefined {
  if (free.has(name)) return undefined;
  if (numeric.has(name)) {
    return typeof value === 'number' ? undefined : `${path}: expected numeric (int or float), got ${typeof value}`;
  }
  const expected = name === 'bool' ? 'boolean' : 'string';
  return typeof value === expected ? undefined : `${path}: expected ${expected}, got ${goValue(value)}`;
}

/** The server prints its own wrapper of the value. */
function goValue(value: unknown): string {
  if (isRecord(value)) return '&{map[]}';
  return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`;
}

function first<T>(items: T[], fault: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
