// The order matters: it answers signals while the others load.
import { handOverSignals } from '../common/early-stop.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { commonMetrics } from '../common/metrics.ts';
import { stopOnSignal } from '../common/stop.ts';
import { createHttp } from './http.ts';
import { OrderBook } from './order-book.ts';
import type { Release } from './release.ts';
import { readSettings } from './settings.ts';
import type { Settings } from './settings.ts';

/** Starts the service; a setting that is wrong ends it with one line on stderr and exit code 1. */
export async function start(release: Release): Promise<void> {
  const { port, host, keepOrders, currency, speedup } = settingsOrExit();
  const log = pino({ base: { app: 'orders' } });
  const book = new OrderBook(keepOrders);
  let running = true;
  const http = createHttp({ release, book, currency, metrics: commonMetrics(), running: () => running });

  if (release.warmUpSeconds > 0) {
    log.info({ release: release.release }, 'loading the catalogue');
    await sleep((release.warmUpSeconds * 1000) / speedup);
    log.info('the catalogue is loaded');
  }
  // Without a host: all addresses, of both families where there are two.
  const server = host === undefined ? http.listen(port, onListening) : http.listen(port, host, onListening);

  function onListening(error?: Error): void {
    if (error !== undefined) fail(`cannot listen on port ${port}: ${error.message}`);
    const address = server.address();
    handOverSignals();
    if (release.stops) {
      stopOnSignal(server, (signal) => {
        running = false;
        log.info({ signal, placed: book.placed }, 'stopping');
      });
    }
    const listening = typeof address === 'object' && address !== null ? address.port : port;
    // Said last: who has read it may send a signal, and gets the orderly stop.
    log.info({ release: release.release, port: listening }, 'started');
  }
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env);
  } catch (thrown) {
    return fail(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function fail(message: string): never {
  process.stderr.write(`orders: ${message}\n`);
  process.exit(1);
}
