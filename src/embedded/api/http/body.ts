import type { IncomingMessage } from 'node:http';
import { StatusError } from '../../store/status-error.ts';

/** Bytes: what the real API server takes (apiserver pkg/server/config.go, MaxRequestBodyBytes). */
const limit = 3 * 2 ** 20;

/**
 * The whole body; RequestEntityTooLarge (413) beyond 3 MiB, of which nothing is kept. It is read to its end all the same:
 * whoever is cut off while he sends does not read why.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > limit) chunks.length = 0;
    else chunks.push(bytes);
  }
  if (size > limit) {
    throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`, {});
  }
  return Buffer.concat(chunks);
}

/** The media type alone: "application/json" of "application/json; charset=utf-8". */
export function mediaType(request: IncomingMessage): string {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  return type.trim().toLowerCase();
}
