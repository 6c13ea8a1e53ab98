import { quantityRule, readQuantity, writeQuantity } from '../quantity/quantity.ts';
import type { ScalarName } from '../schema/struct.ts';
import { DecodeError, type Place, typeError } from './type-error.ts';

/** A plain value as the API server keeps it: quantities and times in their one spelling. Throws DecodeError. */
export function decodeScalar(value: unknown, name: ScalarName, place: Place): unknown {
  const wrong = () => typeError(value, { form: 'scalar', name }, place);
  switch (name) {
    case 'any':
      return value;
    case 'string':
      if (typeof value !== 'string') throw wrong();
      return value;
    case 'bool':
      if (typeof value !== 'boolean') throw wrong();
      return value;
    case 'float64':
      if (typeof value !== 'number') throw wrong();
      return value;
    case 'int32':
    case 'int64':
      if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) >= limits[name]) throw wrong();
      return value;
    case 'IntOrString':
      if (typeof value === 'string') return value;
      return decodeScalar(value, 'int32', place);
    case 'bytes':
      if (typeof value !== 'string') throw wrong();
      return checkBase64(value);
    case 'Quantity':
      return decodeQuantity(value);
    default:
      if (typeof value !== 'string') throw wrong();
      return decodeTime(value, name);
  }
}

const limits = { int32: 2 ** 31, int64: 2 ** 63 };

function decodeQuantity(value: unknown): string {
  const quantity =
    typeof value === 'string' || typeof value === 'number' ? readQuantity(String(value).trim()) : undefined;
  if (quantity === undefined) throw new DecodeError(quantityRule);
  return writeQuantity(quantity);
}

function checkBase64(text: string): string {
  const at = text.search(/[^A-Za-z0-9+/=\n\r]/);
  if (at >= 0) throw new DecodeError(`illegal base64 data at input byte ${at}`);
  // Without its padding, the last group of four is what is wrong.
  const rest = text.replaceAll(/\s/g, '').length % 4;
  if (rest !== 0) throw new DecodeError(`illegal base64 data at input byte ${text.length - rest}`);
  return text;
}

function decodeTime(text: string, name: 'Time' | 'MicroTime'): string {
  const layout = name === 'Time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const time = match === null ? NaN : Date.parse(text);
  if (Number.isNaN(time)) {
    throw new DecodeError(`parsing time ${JSON.stringify(text)} as "${layout}": cannot parse "${text}" as "2006"`);
  }
  const seconds = new Date(time).toISOString().slice(0, 19);
  return name === 'Time' ? `${seconds}Z` : `${seconds}.${(match?.[1] ?? '').padEnd(6, '0').slice(0, 6)}Z`;
}
