import { StatusError } from '../store/status-error.ts';
import { isRecord, type JsonObject } from './json-value.ts';

/** The body of a JSON, merge or strategic merge patch; BadRequest where it is no JSON. `prefix` as the server's words begin. */
export function parseJson(body: string, prefix: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badPatch(prefix, jsonFault(body));
  }
}

/** The body of a patch that has to be an object. */
export function parseJsonObject(body: string, prefix: string): JsonObject {
  const value = parseJson(body, prefix);
  if (isRecord(value)) return value;
  throw badPatch(prefix, `json: cannot unmarshal ${typeName(value)} into Go value of type map[string]interface {}`);
}

export function badPatch(prefix: string, why: string): StatusError {
  return new StatusError(400, 'BadRequest', `${prefix}${why}`);
}

export function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A text that could be the beginning of JSON was cut off; another is wrong at its first letter. */
function jsonFault(body: string): string {
  const first = body.trimStart().charAt(0);
  if (first === '' || '{["'.includes(first)) return 'unexpected end of JSON input';
  return `invalid character ${JSON.stringify(first).replaceAll('"', "'")} looking for beginning of value`;
}
