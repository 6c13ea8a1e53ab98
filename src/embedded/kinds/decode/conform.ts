import { isRecord } from '../../patch/json-value.ts';
import type { StructName } from '../schema/all-structs.ts';
import { structOf, type Type } from '../schema/struct.ts';
import type { Typed } from '../schema/typed.ts';
import { decodeScalar } from './scalar.ts';
import { type Place, typeError } from './type-error.ts';

export interface Conformed<N extends StructName> {
  /** A copy without nulls, empty lists and fields that nobody knows, as the API server would store it. */
  object: Typed<N>;
  /** Paths of the fields that nobody knows, in the order of the object: `spec.containers[0].foo`. */
  unknown: string[];
}

/** Reads plain JSON as a struct. Throws DecodeError for the first value of a wrong type. */
export function conform<N extends StructName>(value: unknown, name: N): Conformed<N> {
  const unknown: string[] = [];
  const object = readStruct(value, name, '', { struct: name, fields: [] }, unknown);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked against the table that Typed is made from
  return { object: object as Typed<N>, unknown };
}

function read(value: unknown, type: Type, path: string, place: Place, unknown: string[]): unknown {
  switch (type.form) {
    case 'scalar':
      return decodeScalar(value, type.name, place);
    case 'struct':
      return readStruct(value, type.name, path, place, unknown);
    case 'list':
      if (!Array.isArray(value)) throw typeError(value, type, place);
      return value.map((item, index) => read(item ?? zero(type.of), type.of, `${path}[${index}]`, place, unknown));
    default:
      if (!isRecord(value)) throw typeError(value, type, place);
      return Object.fromEntries(
        Object.entries(value).map(([key, one]) => [
          key,
          read(one ?? zero(type.of), type.of, `${path}.${key}`, place, unknown),
        ]),
      );
  }
}

function readStruct(
  value: unknown,
  name: string,
  path: string,
  place: Place,
  unknown: string[],
): Record<string, unknown> {
  if (!isRecord(value)) throw typeError(value, { form: 'struct', name }, place);
  const { fields } = structOf(name);
  const result: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    const fieldPath = path === '' ? key : `${path}.${key}`;
    const field = fields.get(key);
    if (field === undefined) unknown.push(fieldPath);
    if (field === undefined || one === null || one === undefined) continue;
    const inner = { struct: name, fields: [...place.fields, key] };
    const decoded = read(one, field.type, fieldPath, inner, unknown);
    if (field.required || !isEmptyCollection(decoded, field.type)) result[key] = decoded;
  }
  return result;
}

/** Empty lists and maps are not written out; an empty struct (`emptyDir: {}`) means something. */
function isEmptyCollection(value: unknown, type: Type): boolean {
  if (type.form === 'list') return Array.isArray(value) && value.length === 0;
  return type.form === 'map' && isRecord(value) && Object.keys(value).length === 0;
}

/** What a null among the items of a list or map stands for. */
function zero(type: Type): unknown {
  if (type.form === 'list') return [];
  if (type.form === 'struct' || type.form === 'map') return {};
  return type.name === 'bool' ? false : type.name === 'string' || type.name === 'bytes' ? '' : 0;
}
