import type { ServerResponse } from 'node:http';
import { toStatus } from './status.ts';

export function answerJson(
  response: ServerResponse,
  code: number,
  value: unknown,
  { contentType = 'application/json', warnings = [] }: { contentType?: string; warnings?: string[] } = {},
): void {
  const body = JSON.stringify(value);
  // RFC 7234: code, agent and quoted text; 299 is "miscellaneous persistent warning", which kubectl prints.
  if (warnings.length > 0)
    response.setHeader(
      'warning',
      warnings.map((text) => `299 - ${quoted(text)}`),
    );
  response.writeHead(code, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export function answerText(response: ServerResponse, code: number, text: string): void {
  const head = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  response.writeHead(code, { ...head, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** What no handler knows, as Go's net/http says it. */
export function answerNoPage(response: ServerResponse): void {
  answerText(response, 404, '404 page not found\n');
}

/** The error as a Status; an answer that has begun already can only be cut. */
export function answerFailure(response: ServerResponse, thrown: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = toStatus(thrown);
  answerJson(response, status.code, status);
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&').replaceAll(/[^\x20-\x7e]+/g, ' ')}"`;
}
