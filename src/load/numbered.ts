import type { LoadRequest } from '../scenario/traffic.ts';

export interface NumberedRequest {
  method: LoadRequest['method'];
  path: string;
  /** JSON; null for none. */
  body: string | null;
  headers: Record<string, string>;
}

/** The request with its number in the place of every `{n}`. */
export function numbered({ method, path, body }: LoadRequest, number: number): NumberedRequest {
  const fill = (text: string) => text.replaceAll('{n}', String(number));
  if (body === null) return { method, path: fill(path), body: null, headers: {} };
  const headers = { 'content-type': 'application/json' };
  return { method, path: fill(path), body: fill(JSON.stringify(body)), headers };
}
