import type { IncomingMessage } from 'node:http';
import { StatusError } from '../../store/status-error.ts';

/** Bytes: what the real API server takes (apiserver pkg/server/config.go, MaxRequestBodyBytes). */
const limit = 3 * 2 ** 20;

/** The whole body; RequestEntityTooLarge (413) beyond 3 MiB, of which no more is kept. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed when we stop early: the answer goes out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) {
      request.resume();
      const message = `Request entity too large: limit is ${limit}`;
      throw new StatusError(413, 'RequestEntityTooLarge', message, {});
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The media type alone: "application/json" of "application/json; charset=utf-8". */
export function mediaType(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}
