import type { Type } from '../schema/struct.ts';

/** A value of the wrong type, in the words of the API server's JSON decoder; becomes a 400 BadRequest. */
export class DecodeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DecodeError';
  }
}

/** Where a value stands: the struct that has the field, and the names of the fields down to it, without indices. */
export interface Place {
  struct: string;
  fields: readonly string[];
}

/** "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32". */
export function typeError(value: unknown, type: Type, place: Place): DecodeError {
  const where = place.fields.length === 0 ? 'Go value' : `Go struct field ${place.struct}.${place.fields.join('.')}`;
  return new DecodeError(`json: cannot unmarshal ${nameOf(value, type)} into ${where} of type ${goType(type)}`);
}

function nameOf(value: unknown, type: Type): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return isInteger(type) ? `number ${value}` : 'number';
  return typeof value;
}

function isInteger(type: Type): boolean {
  return type.form === 'scalar' && (type.name === 'int32' || type.name === 'int64');
}

function goType(type: Type): string {
  if (type.form === 'list') return `[]${goType(type.of)}`;
  if (type.form === 'map')
    return type.of.form === 'scalar' && type.of.name === 'Quantity'
      ? 'v1.ResourceList'
      : `map[string]${goType(type.of)}`;
  if (type.form === 'struct') return `v1.${type.name}`;
  if (type.name === 'bytes') return '[]uint8';
  if (type.name === 'IntOrString') return 'int32';
  if (type.name === 'Time' || type.name === 'MicroTime') return `v1.${type.name}`;
  return type.name;
}
