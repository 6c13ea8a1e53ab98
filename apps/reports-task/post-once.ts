import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks whether the service is there. */
const everySoOften = 300;

/** Waits until the service is ready, hands `body` over to it, and does not wait for what becomes of that. */
export async function postOnce(service: string, path: string, body: string): Promise<void> {
  while (!(await isReady(service))) await sleep(everySoOften);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${service}${path}`, { method: 'POST', headers, body, signal: AbortSignal.timeout(2000) }).catch(
    // Handed over all the same: the service may take its time, or go.
    () => undefined,
  );
}

async function isReady(service: string): Promise<boolean> {
  return fetch(`${service}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
