import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Books } from './books.ts';
import { reasonOf } from './reason.ts';

/** Milliseconds: how long the database is waited for at the start, and between two attempts. */
const waits = { real: { inAll: 30_000, between: 3000 }, lab: { inAll: 10_000, between: 1000 } };

/** Opens the books, trying again for a while. @throws Error where the database could not be reached until then */
export async function openBooks(
  books: Books,
  { pace, forEver, log }: { pace: 'real' | 'lab'; forEver: boolean; log: Logger },
): Promise<void> {
  const { inAll, between } = waits[pace];
  const since = performance.now();
  for (;;) {
    try {
      await books.open();
      return;
    } catch (thrown) {
      if (!forEver && performance.now() - since + between > inAll) throw thrown;
      log.warn({ reason: reasonOf(thrown) }, 'no connection to the database, trying again');
    }
    await sleep(between);
  }
}
