import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6 } from 'node:net';
import type { Outcome } from './outcome.ts';

export interface HttpTarget {
  scheme: string;
  host: string;
  port: number;
  path: string;
  headers: { name: string; value: string }[];
}

const mostRedirects = 10;

/** Asks once; 200 to 399 is a success. A redirect to the same host is followed, to another it counts as a success. */
export async function probeHttp(target: HttpTarget, timeoutSeconds: number): Promise<Outcome> {
  const host = isIPv6(target.host) ? `[${target.host}]` : target.host;
  const first = new URL(target.path, `${target.scheme.toLowerCase()}://${host}:${target.port}`);
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await ask(url, target.headers, deadline);
    if (typeof answer === 'string') return { ok: false, text: `Get "${first.href}": ${answer}` };
    const { status, location } = answer;
    if (status < 200 || status >= 400) return { ok: false, text: `HTTP probe failed with statuscode: ${status}` };
    if (location === undefined) return { ok: true, text: '' };
    const next = new URL(location, url);
    if (next.hostname !== first.hostname) return { ok: true, text: '' };
    url = next;
  }
  return { ok: false, text: `Get "${first.href}": stopped after ${mostRedirects} redirects` };
}

/** The answer's status, or why there was none in Go's words. */
function ask(
  url: URL,
  headers: { name: string; value: string }[],
  signal: AbortSignal,
): Promise<{ status: number; location: string | undefined } | string> {
  return new Promise((resolve) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const own = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
    // The kubelet does not check certificates of probes.
    const options = {
      headers: { 'User-Agent': 'kube-probe/1.34', Accept: '*/*', Connection: 'close', ...own },
      agent: false,
      signal,
      rejectUnauthorized: false,
    };
    const sent = request(url, options, (response) => {
      response.resume();
      response.on('error', () => {});
      const status = response.statusCode ?? 0;
      resolve({ status, location: status >= 300 && status < 400 ? response.headers.location : undefined });
    });
    sent.on('error', (error) => {
      resolve(signal.aborted ? lateText : connectText(error, `${url.hostname}:${url.port}`));
    });
    sent.end();
  });
}

const lateText = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

/** A failed connection in Go's words. */
export function connectText(error: Error, address: string): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return `dial tcp ${address}: connect: connection refused`;
  if (code === 'ECONNRESET')
    return error.message === 'socket hang up' ? 'EOF' : `read tcp ${address}: read: connection reset by peer`;
  if (code === 'EHOSTUNREACH') return `dial tcp ${address}: connect: no route to host`;
  return `dial tcp ${address}: ${error.message}`;
}
