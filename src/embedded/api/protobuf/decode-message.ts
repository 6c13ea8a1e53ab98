import type { ScalarName, Type } from '../../kinds/schema/struct.ts';
import { numberedFields } from './struct-fields.ts';
import type { NumberedField } from './struct-fields.ts';
import { wireFields } from './wire.ts';

type Wire = bigint | Buffer;

/** A protobuf message of this struct as the JSON that would mean the same. Throws RangeError for broken bytes. */
export function decodeMessage(message: Buffer, struct: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  readInto(result, message, numberedFields(struct));
  return result;
}

function readInto(result: Record<string, unknown>, message: Buffer, fields: Map<number, NumberedField>): void {
  for (const { number, value } of wireFields(message)) {
    const field = fields.get(number);
    // A newer client's field: what we do not know, the JSON path drops as well.
    if (field === undefined) continue;
    if (field.form === 'inlined') {
      readInto(result, asBytes(value), field.fields);
      continue;
    }
    const { name, type, optional } = field;
    if (type.form === 'list') result[name] = [...listOf(result[name]), ...readItems(value, type.of)];
    else if (type.form === 'map') result[name] = { ...mapOf(result[name]), ...readEntry(asBytes(value), type.of) };
    else {
      const decoded = readValue(value, type);
      // Go writes plain values even when they are empty, where JSON leaves them out.
      if (optional || type.form === 'struct' || !isZero(decoded)) result[name] = decoded;
    }
  }
}

function readValue(value: Wire, type: Type): unknown {
  switch (type.form) {
    case 'struct':
      return decodeMessage(asBytes(value), type.name);
    case 'scalar':
      return readScalar(value, type.name);
    case 'list':
      return readItems(value, type.of);
    default:
      return readEntry(asBytes(value), type.of);
  }
}

/** One item, or several numbers packed together. */
function readItems(value: Wire, type: Type): unknown[] {
  const packed = Buffer.isBuffer(value) && type.form === 'scalar' && ['int32', 'int64', 'bool'].includes(type.name);
  return packed ? unpack(value).map((one) => readValue(one, type)) : [readValue(value, type)];
}

function unpack(bytes: Buffer): bigint[] {
  // A run of varints is what the values of fields are: give each a tag of its own and read it as a message.
  const ends = [...bytes.keys()].filter((index) => (bytes[index] ?? 0) < 0x80);
  return ends.flatMap((end, index) => {
    const begin = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    const tagged = Buffer.concat([Buffer.of(0x08), bytes.subarray(begin, end + 1)]);
    return [...wireFields(tagged)].flatMap(({ value }) => (typeof value === 'bigint' ? [value] : []));
  });
}

function readEntry(message: Buffer, type: Type): Record<string, unknown> {
  const fields = new Map([...wireFields(message)].map(({ number, value }) => [number, value]));
  const key = fields.get(1) ?? Buffer.alloc(0);
  return { [asBytes(key).toString('utf8')]: readValue(fields.get(2) ?? Buffer.alloc(0), type) };
}

function readScalar(value: Wire, name: ScalarName): unknown {
  switch (name) {
    case 'string':
      return asBytes(value).toString('utf8');
    case 'bool':
      return value === 1n;
    case 'int32':
    case 'int64':
      return Number(BigInt.asIntN(64, asNumber(value)));
    case 'float64':
      return asDouble(asNumber(value));
    case 'bytes':
      return asBytes(value).toString('base64');
    case 'Time':
    case 'MicroTime':
      return readTime(asBytes(value), name === 'Time' ? 0 : 6);
    case 'Quantity':
      return textField(asBytes(value), 1);
    case 'IntOrString':
      return readIntOrString(asBytes(value));
    default: {
      // FieldsV1 and the like: JSON within the message.
      const raw = textField(asBytes(value), 1);
      return raw === '' ? undefined : JSON.parse(raw);
    }
  }
}

function readTime(message: Buffer, digits: number): string | undefined {
  const fields = new Map([...wireFields(message)].map(({ number, value }) => [number, value]));
  const seconds = fields.get(1);
  // Go's zero time has no seconds at all.
  if (typeof seconds !== 'bigint') return undefined;
  const whole = new Date(Number(BigInt.asIntN(64, seconds)) * 1000).toISOString().slice(0, 19);
  const nanos = fields.get(2);
  const fraction = String(typeof nanos === 'bigint' ? nanos : 0)
    .padStart(9, '0')
    .slice(0, digits);
  return `${whole}${digits === 0 ? '' : `.${fraction}`}Z`;
}

function readIntOrString(message: Buffer): number | string {
  const fields = new Map([...wireFields(message)].map(({ number, value }) => [number, value]));
  if (fields.get(1) === 1n) return textField(message, 3);
  const number = fields.get(2);
  return typeof number === 'bigint' ? Number(BigInt.asIntN(64, number)) : 0;
}

function textField(message: Buffer, wanted: number): string {
  const found = [...wireFields(message)].findLast(({ number }) => number === wanted)?.value;
  return Buffer.isBuffer(found) ? found.toString('utf8') : '';
}

function isZero(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || value === false;
}

function asBytes(value: Wire): Buffer {
  if (Buffer.isBuffer(value)) return value;
  throw new RangeError('expected bytes, got a number');
}

function asNumber(value: Wire): bigint {
  if (typeof value === 'bigint') return value;
  throw new RangeError('expected a number, got bytes');
}

function asDouble(bits: bigint): number {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(bits);
  return bytes.readDoubleLE();
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function mapOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
