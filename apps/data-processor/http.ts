import express from 'express';
import type { Express } from 'express';
import type { Registry } from 'prom-client';
import { closingRoutes } from '../common/closing-routes.ts';
import { readPayload } from './payload.ts';
import type { Pace } from './pace.ts';
import type { Processor } from './processor.ts';

const mostListed = 10_000;
const largestBody = 2 ** 20;

export interface Service {
  release: string;
  pace: Pace;
  processor: Processor;
  metrics: Registry;
  /** False once the service is stopping. */
  ready: () => boolean;
}

/** The HTTP interface: events in and out, statistics, health and metrics. */
export function createHttp(service: Service): Express {
  const { processor } = service;
  const http = express();
  http.disable('x-powered-by');

  http.post('/events', express.raw({ type: () => true, limit: largestBody }), (request, response) => {
    if (!processor.accepting) {
      response.status(503).json({ error: 'not taking events' });
      return;
    }
    response.status(202).json({ id: processor.process(readPayload(request.body), 'http') });
  });

  http.get('/events', (request, response) => {
    const last = readLast(request.query['last']);
    if (last === undefined) {
      response.status(400).json({ error: 'last must be a whole number of events, such as ?last=100' });
      return;
    }
    const events = processor.store
      .last(last)
      .map((event) => ({ ...event, receivedAt: new Date(event.receivedAt).toISOString() }));
    response.json({ events });
  });

  http.get('/stats', (_request, response) => {
    response.json({
      release: service.release,
      pace: service.pace.name,
      processed: processor.processed,
      kept: processor.store.kept,
      keptBytes: processor.store.keptBytes,
      uptimeSeconds: process.uptime(),
    });
  });

  http.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  http.get('/readyz', (_request, response) => {
    const ready = service.ready();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'stopping' });
  });
  closingRoutes(http, service.metrics);
  return http;
}

/** 100 when left out; undefined when it is no whole number. */
function readLast(value: unknown): number | undefined {
  if (value === undefined) return 100;
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return undefined;
  return Math.min(Number(value), mostListed);
}
