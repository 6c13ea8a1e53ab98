import express from 'express';
import type { Express } from 'express';
import type { Changes } from './changes.ts';
import type { Watches } from './watches.ts';

/** Watches and changes in, what is watched out. */
export function routes(http: Express, watches: Watches, changes: Changes, accepting: boolean): void {
  http.post('/watches', (_request, response) => {
    if (!accepting) {
      response.status(503).json({ error: 'not taking visitors' });
      return;
    }
    response.status(201).json({ id: watches.open() });
  });
  http.get('/watches', (_request, response) => {
    response.json({ watches: watches.current() });
  });
  http.post('/watches/:id/close', (request, response) => {
    watches.close(Number(request.params.id));
    response.json({ watches: watches.current().length });
  });

  http.post('/changes', express.json({ limit: '16kb' }), (request, response) => {
    const { orderId, state } = fieldsOf(request.body);
    if (typeof orderId !== 'number' || typeof state !== 'string') {
      response.status(400).json({ error: 'expected {"orderId": a number, "state": "what it is now"}' });
      return;
    }
    changes.emit('change', { orderId, state });
    response.status(202).json({ orderId });
  });
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
