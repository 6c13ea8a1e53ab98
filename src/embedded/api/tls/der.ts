/** The few shapes of DER (X.690) that a certificate is made of. */
export function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

export function set(...parts: Buffer[]): Buffer {
  return element(0x31, Buffer.concat(parts));
}

/** A context-specific tag around whole elements. */
export function explicit(tag: number, content: Buffer): Buffer {
  return element(0xa0 | tag, content);
}

/** A context-specific tag in the place of a plain element's own. */
export function implicit(tag: number, content: Buffer): Buffer {
  return element(0x80 | tag, content);
}

export function boolean(value: boolean): Buffer {
  return element(0x01, Buffer.of(value ? 0xff : 0));
}

/** A number of zero or more, big-endian. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const magnitude = first === -1 ? Buffer.of(0) : bytes.subarray(first);
  // A leading one bit would make it negative.
  return element(0x02, (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude);
}

export function bitString(content: Buffer, unusedBits = 0): Buffer {
  return element(0x03, Buffer.concat([Buffer.of(unusedBits), content]));
}

export function octetString(content: Buffer): Buffer {
  return element(0x04, content);
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? element(0x17, Buffer.from(digits.slice(2)))
    : element(0x18, Buffer.from(digits));
}

/** "1.2.840.10045.4.3.2" */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
  return digits;
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value);
  const bytes: number[] = [];
  for (let left = value; left > 0; left >>>= 8) bytes.unshift(left & 0xff);
  return Buffer.of(0x80 | bytes.length, ...bytes);
}
