import type { KindInfo } from '../kind-info.ts';
import { type Field, type ScalarName, structOf, type Type } from '../schema/struct.ts';
import { typeOf } from './type-of.ts';

type Schema = Record<string, unknown>;

/** The schemas of some kinds and of all structs that they are made of. */
export function componentSchemas(kinds: KindInfo[]): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const kind of kinds) {
    addStruct(kind.kind, schemas);
    schemas[kind.kind] = { ...schemas[kind.kind], 'x-kubernetes-group-version-kind': [typeOf(kind)] };
  }
  return schemas;
}

function addStruct(name: string, schemas: Record<string, Schema>): void {
  if (schemas[name] !== undefined) return;
  const { fields } = structOf(name);
  const properties: Record<string, Schema> = {};
  // Before its fields are looked at: some structs hold themselves.
  schemas[name] = { type: 'object', properties };
  for (const [field, one] of fields) properties[field] = fieldSchema(one, schemas);
  const required = [...fields].filter(([, field]) => field.required).map(([field]) => field);
  if (required.length > 0) schemas[name]['required'] = required;
}

function fieldSchema(field: Field, schemas: Record<string, Schema>): Schema {
  const schema = typeSchema(field.type, schemas);
  const strategies = [
    ...(field.mergeKey !== undefined || field.mergesValues ? ['merge'] : []),
    ...(field.retainKeys ? ['retainKeys'] : []),
  ];
  return {
    ...schema,
    ...(field.mergeKey === undefined ? {} : { 'x-kubernetes-patch-merge-key': field.mergeKey }),
    ...(strategies.length === 0 ? {} : { 'x-kubernetes-patch-strategy': strategies.join(',') }),
    ...(field.mapKeys.length === 0
      ? {}
      : { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': field.mapKeys }),
    ...(field.set ? { 'x-kubernetes-list-type': 'set' } : {}),
  };
}

function typeSchema(type: Type, schemas: Record<string, Schema>): Schema {
  switch (type.form) {
    case 'scalar':
      return scalarSchemas[type.name];
    case 'list':
      return { type: 'array', items: typeSchema(type.of, schemas) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of, schemas) };
    case 'struct':
      addStruct(type.name, schemas);
      // Beside a $ref nothing else may stand, so that it is wrapped, as the API server does.
      return { allOf: [{ $ref: `#/components/schemas/${type.name}` }] };
    default:
      return {};
  }
}

const scalarSchemas: Record<ScalarName, Schema> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float64: { type: 'number', format: 'double' },
  bytes: { type: 'string', format: 'byte' },
  Time: { type: 'string', format: 'date-time' },
  MicroTime: { type: 'string', format: 'date-time' },
  Quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  IntOrString: { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
  any: { type: 'object' },
};
