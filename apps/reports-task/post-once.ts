import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks whether the service is there. */
const everySoOften = 300;

/** Waits until the service is ready, and hands `body` over to it: whatever becomes of it then, it is not sent again. */
export async function postOnce(service: string, path: string, body: string): Promise<void> {
  while (!(await isReady(service))) await sleep(everySoOften);
  while (!(await isTaken(service, path, body))) await sleep(everySoOften);
}

async function isReady(service: string): Promise<boolean> {
  return fetch(`${service}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
    async (response) => {
      // A body that nobody reads keeps its connection, and with it the process.
      await response.text();
      return response.ok;
    },
    () => false,
  );
}

/** False where nobody was there to take it. A service that goes while it works on it has taken it. */
async function isTaken(service: string, path: string, body: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${service}${path}`, { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) }).then(
    async (response) => {
      await response.text();
      return true;
    },
    (thrown: unknown) => !wasRefused(thrown),
  );
}

/** fetch hides the system's error in the cause of its own. */
function wasRefused(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'].includes(String(cause.code))
  );
}
