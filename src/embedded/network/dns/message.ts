/** The parts of RFC 1035 that a stub resolver needs: one question, answers with IPv4 addresses. */
export interface Question {
  id: number;
  /** In small letters, without a final dot. */
  name: string;
  type: number;
  /** The header's flags as they came. */
  flags: number;
  /** The question's bytes after the header. */
  bytes: Buffer;
}

export const types = { A: 1, AAAA: 28 } as const;
export const codes = { ok: 0, serverFailure: 2, noSuchName: 3 } as const;

const headerLength = 12;
/** As many as surely fit into the 512 bytes of an answer over UDP. */
const mostAnswers = 15;
/** Seconds that an answer may be kept. */
const timeToLive = 5;

/** Undefined for what is no query with one question. */
export function parseQuestion(message: Buffer): Question | undefined {
  if (message.length < headerLength || message.readUInt16BE(4) !== 1) return undefined;
  const flags = message.readUInt16BE(2);
  const isResponse = (flags & 0x8000) !== 0;
  if (isResponse) return undefined;
  const labels: string[] = [];
  let at = headerLength;
  for (;;) {
    const length = message[at];
    // Above 63 it is a pointer, and a first name has nothing to point to.
    if (length === undefined || length > 63 || at + length + 5 > message.length) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length).toLowerCase());
    at += length;
  }
  return {
    id: message.readUInt16BE(0),
    name: labels.join('.'),
    type: message.readUInt16BE(at),
    flags,
    bytes: message.subarray(headerLength, at + 4),
  };
}

/** An answer with addresses; with none, and `code` ok, it says that the name has nothing of the type asked for. */
export function answer(question: Question, code: number, addresses: readonly string[] = []): Buffer {
  const answers = addresses.slice(0, mostAnswers).map((address) => {
    const record = Buffer.alloc(16);
    // A pointer to the question's name, which begins right after the header.
    record.writeUInt16BE(0xc000 | headerLength, 0);
    record.writeUInt16BE(types.A, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(timeToLive, 6);
    record.writeUInt16BE(4, 10);
    for (const [index, part] of address.split('.').entries()) record.writeUInt8(Number(part), 12 + index);
    return record;
  });
  const header = Buffer.alloc(headerLength);
  header.writeUInt16BE(question.id, 0);
  // A response, authoritative, with recursion available; opcode and "recursion desired" as they were asked.
  header.writeUInt16BE(0x8480 | (question.flags & 0x7900) | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(answers.length, 6);
  return Buffer.concat([header, question.bytes, ...answers]);
}
