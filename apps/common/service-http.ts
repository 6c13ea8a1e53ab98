import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { Counter } from 'prom-client';
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
  http.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });

  http.use((_request, response) => {
    response.status(404).json({ error: 'not found' });
  });
  http.use(answerError);
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

/** express knows an error handler by its four parameters. */
function answerError(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  response.status(status).json({ error: error instanceof Error ? error.message : String(error) });
}
