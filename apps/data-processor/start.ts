// The order matters: it answers signals while the others load.
import { handOverSignals } from '../common/early-stop.ts';
import { pino } from 'pino';
import type { EventStore } from './event-store.ts';
import { startFeed } from './feed.ts';
import { createHttp } from './http.ts';
import { createMetrics } from './metrics.ts';
import { Processor } from './processor.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';
import { stopOnSignal } from '../common/stop.ts';

export interface Release {
  release: string;
  store: EventStore;
  /** False: takes no events, neither its own nor posted ones. */
  accepting: boolean;
}

/** Starts the service; a setting that is wrong ends it with one line on stderr and exit code 1. */
export function start({ release, store, accepting }: Release): void {
  const settings = settingsOrExit();
  const { pace, port, host } = settings;
  const log = pino({ base: { app: 'data-processor' } });
  const processor = new Processor(store, accepting);
  let stopping = false;
  const http = createHttp({ release, pace, processor, metrics: createMetrics(processor), ready: () => !stopping });

  // Without a host: all addresses, of both families where there are two.
  const server = host === undefined ? http.listen(port, onListening) : http.listen(port, host, onListening);

  function onListening(error?: Error): void {
    if (error !== undefined) fail(`cannot listen on port ${port}: ${error.message}`);
    const address = server.address();
    const listening = typeof address === 'object' && address !== null ? address.port : port;
    const endFeed = accepting ? startFeed(processor, pace) : () => {};
    const progress = setInterval(() => {
      log.info({ processed: processor.processed, kept: store.kept }, 'progress');
    }, pace.logEvery);

    handOverSignals();
    stopOnSignal(server, (signal) => {
      stopping = true;
      endFeed();
      clearInterval(progress);
      log.info({ signal, processed: processor.processed, kept: store.kept }, 'stopping');
    });
    // Said last: who has read it may send a signal, and gets the orderly stop.
    log.info({ release, pace: pace.name, port: listening }, 'started');
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
  process.stderr.write(`data-processor: ${message}\n`);
  process.exit(1);
}
