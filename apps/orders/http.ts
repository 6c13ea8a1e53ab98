import express from 'express';
import type { Express } from 'express';
import type { Registry } from 'prom-client';
import { closingRoutes } from '../common/closing-routes.ts';
import type { OrderBook } from './order-book.ts';
import type { Release } from './release.ts';
import { registerWriters } from './send-report.ts';

const mostListed = 1000;

export interface Service {
  release: Release;
  book: OrderBook;
  currency: string;
  metrics: Registry;
  /** False once the service is stopping. */
  running: () => boolean;
}

/** The HTTP interface: orders in and out, statistics, health and metrics. */
export function createHttp({ release, book, currency, metrics, running }: Service): Express {
  const http = express();
  http.disable('x-powered-by');
  registerWriters(http);

  http.post('/orders', express.json({ limit: '16kb' }), (request, response) => {
    const { item, quantity = 1 } = fieldsOf(request.body);
    if (typeof item !== 'string' || item === '' || typeof quantity !== 'number' || !(quantity > 0)) {
      response.status(400).json({ error: 'expected {"item": "a name", "quantity": a number above 0}' });
      return;
    }
    response.status(201).json({ ...book.place(item, quantity), currency });
  });

  http.get('/orders', (request, response) => {
    const last = Number(request.query['last'] ?? 100);
    if (!Number.isInteger(last) || last < 0) {
      response.status(400).json({ error: 'last must be a whole number of orders, such as ?last=100' });
      return;
    }
    response.json({ orders: book.last(Math.min(last, mostListed)) });
  });

  http.get('/stats', (_request, response) => {
    response.json({ release: release.release, placed: book.placed, currency, uptimeSeconds: process.uptime() });
  });

  http.get('/healthz', (_request, response) => release.health(response));
  http.get('/readyz', (_request, response) => {
    const ready = running() && release.ready();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'not ready' });
  });
  closingRoutes(http, metrics, writeError);
  return http;
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function writeError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
