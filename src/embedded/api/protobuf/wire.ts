/** One field of a message: a number for varints and fixed values, bytes for everything with a length. */
export interface WireField {
  number: number;
  value: bigint | Buffer;
}

/** The fields of a protobuf message, in their order; throws RangeError where the bytes are none. */
export function* wireFields(message: Buffer): Generator<WireField> {
  let at = 0;
  while (at < message.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    switch (Number(tag & 7n)) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        yield { number, value: bytes(8).readBigUInt64LE() };
        break;
      case 2:
        yield { number, value: bytes(Number(varint())) };
        break;
      case 5:
        yield { number, value: BigInt(bytes(4).readUInt32LE()) };
        break;
      default:
        throw new RangeError(`unknown wire type of field ${number}`);
    }
  }

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at];
      at += 1;
      if (byte === undefined) break;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('unexpected end of a number');
  }

  function bytes(length: number): Buffer {
    const end = at + length;
    if (end > message.length) throw new RangeError('unexpected end of the message');
    const found = message.subarray(at, end);
    at = end;
    return found;
  }
}
