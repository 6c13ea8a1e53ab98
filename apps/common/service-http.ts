import express from 'express';
import type { Express } from 'express';
import { Counter } from 'prom-client';
import { closingRoutes } from './closing-routes.ts';
import { commonMetrics } from './metrics.ts';

/** Something that the service has counted since its start. */
export interface Count {
  /** Its name among the metrics, such as `relay_lines_archived_total`. */
  name: string;
  help: string;
  read: () => number;
}

export interface HttpParts {
  /** What the service is for. */
  routes: (http: Express) => void;
  /** What GET /stats says beside release, pace and uptime. */
  stats: () => Record<string, unknown>;
  counts: Count[];
  /** False once the service is stopping. */
  running: () => boolean;
}

/** The HTTP interface of a service: its own routes, statistics, health and metrics. */
export function serviceHttp({ routes, stats, counts, running }: HttpParts): Express {
  const http = express();
  http.disable('x-powered-by');
  routes(http);

  http.get('/stats', (_request, response) => {
    response.json({ ...stats(), uptimeSeconds: process.uptime() });
  });
  http.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  http.get('/readyz', (_request, response) => {
    const ready = running();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'stopping' });
  });

  const metrics = commonMetrics();
  for (const count of counts) metrics.registerMetric(counter(count));
  closingRoutes(http, metrics);
  return http;
}

/** A counter that is read when it is scraped. */
function counter({ name, help, read }: Count): Counter {
  return new Counter({
    name,
    help,
    registers: [],
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}
