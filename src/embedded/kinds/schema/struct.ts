import { atomicStructs, structTexts } from './all-structs.ts';
import type { StructTexts } from './struct-texts.ts';

export type ScalarName = (typeof scalarNames)[number];

export type Type =
  | { form: 'scalar'; name: ScalarName }
  | { form: 'struct'; name: string }
  | { form: 'list'; of: Type }
  | { form: 'map'; of: Type };

export interface Field {
  type: Type;
  required: boolean;
  /** How a strategic merge matches the items of a list of structs. */
  mergeKey: string | undefined;
  /** What makes an item of a list unique for server-side apply; empty where the list is not a map of items. */
  mapKeys: string[];
  /** A list of unique plain values. */
  set: boolean;
  /** A list of plain values that a strategic merge unites. */
  mergesValues: boolean;
  retainKeys: boolean;
  /** Server-side apply owns the value as a whole. */
  atomic: boolean;
}

export interface Struct {
  name: string;
  fields: ReadonlyMap<string, Field>;
}

const scalarNames = [
  'string',
  'bool',
  'int32',
  'int64',
  'float64',
  'bytes',
  'Time',
  'MicroTime',
  'Quantity',
  'IntOrString',
  'any',
] as const;

const structs = new Map<string, Struct>();

/** Throws for a name that no table has: a mistake in a table, not in an object. */
export function structOf(name: string): Struct {
  const known = structs.get(name);
  if (known !== undefined) return known;
  const texts: StructTexts = structTexts;
  const fields = texts[name];
  if (fields === undefined) throw new Error(`no struct is named ${name}`);
  const struct = { name, fields: new Map(Object.entries(fields).map(([field, text]) => [field, parseField(text)])) };
  structs.set(name, struct);
  return struct;
}

function parseField(text: string): Field {
  const [typeText = '', ...words] = text.split(' ');
  const type = parseType(typeText);
  const mergeKey = valueOf(words, 'merge');
  const atomic = words.includes('atomic') || (type.form === 'struct' && atomicStructs.has(type.name));
  return {
    type,
    required: words.includes('required'),
    mergeKey,
    mapKeys: atomic ? [] : (valueOf(words, 'keys')?.split(',') ?? (mergeKey === undefined ? [] : [mergeKey])),
    set: words.includes('set'),
    mergesValues: words.includes('merge'),
    retainKeys: words.includes('retainKeys'),
    atomic,
  };
}

function parseType(text: string): Type {
  if (text.startsWith('[]')) return { form: 'list', of: parseType(text.slice(2)) };
  if (text.startsWith('map[string]')) return { form: 'map', of: parseType(text.slice('map[string]'.length)) };
  const scalar = scalarNames.find((name) => name === text);
  return scalar === undefined ? { form: 'struct', name: text } : { form: 'scalar', name: scalar };
}

function valueOf(words: string[], name: string): string | undefined {
  return words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
