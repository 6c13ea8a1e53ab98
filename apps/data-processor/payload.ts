import { eventBytes } from './event.ts';

const standard = Buffer.alloc(eventBytes, 0x5a);

/**
 * The payload of a posted body: the text at `payload` of a JSON object, the standard 10 KB where a JSON object has none
 * or the body is empty, and otherwise the body as it came.
 * @param body - a Buffer, or undefined for a request without a body
 */
export function readPayload(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0) return standard;
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return body;
  if (!('payload' in parsed)) return standard;
  return typeof parsed.payload === 'string' ? Buffer.from(parsed.payload) : body;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Events need not be JSON.
    return undefined;
  }
}
