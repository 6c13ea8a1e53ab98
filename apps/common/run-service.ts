// The order matters: it answers signals while the others load.
import { handOverSignals } from './early-stop.ts';
import type { Server } from 'node:http';
import type { Express } from 'express';
import { pino } from 'pino';
import { serviceHttp } from './service-http.ts';
import type { Count } from './service-http.ts';
import type { Settings } from './settings.ts';
import { stopOnSignal } from './stop.ts';

/** Milliseconds between two progress lines in the log. */
const logEvery = { real: 30_000, lab: 1000 };

export interface ServiceParts<Own extends Settings> {
  app: string;
  release: string;
  settings: Own;
  routes: (http: Express) => void;
  /** What the service has done since its start, for /stats and the log. */
  progress: () => Record<string, number>;
  counts: Count[];
  /** Begins the work that comes by itself, once the server listens. @returns what ends it */
  work: (server: Server) => () => void;
}

/** Listens, says so, works, and stops in good order on SIGTERM. */
export function runService<Own extends Settings>(service: ServiceParts<Own>): void {
  const { app, release, settings, routes, progress, counts, work } = service;
  const { pace, port, host } = settings;
  const log = pino({ base: { app } });
  let running = true;
  const stats = () => ({ release, pace, ...progress() });
  const http = serviceHttp({ routes, stats, counts, running: () => running });

  // Without a host: all addresses, of both families where there are two.
  const server = host === undefined ? http.listen(port, onListening) : http.listen(port, host, onListening);

  function onListening(error?: Error): void {
    if (error !== undefined) fail(app, `cannot listen on port ${port}: ${error.message}`);
    const endWork = work(server);
    const said = setInterval(() => log.info(progress(), 'progress'), logEvery[pace]);

    handOverSignals();
    stopOnSignal(server, (signal) => {
      running = false;
      endWork();
      clearInterval(said);
      log.info({ signal, ...progress() }, 'stopping');
    });
    const address = server.address();
    const listening = typeof address === 'object' && address !== null ? address.port : port;
    // Said last: who has read it may send a signal, and gets the orderly stop.
    log.info({ release, pace, port: listening }, 'started');
  }
}

/** What `read` makes of the environment; a setting that is wrong ends the process with one line on stderr and 1. */
export function settingsOrExit<Read>(app: string, read: (env: NodeJS.ProcessEnv) => Read): Read {
  try {
    return read(process.env);
  } catch (thrown) {
    return fail(app, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function fail(app: string, message: string): never {
  process.stderr.write(`${app}: ${message}\n`);
  process.exit(1);
}
