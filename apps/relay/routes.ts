import express from 'express';
import type { Express } from 'express';
import type { Archive } from './archive.ts';
import type { LineBuffer } from './line-buffer.ts';

/** Lines in, and the last that were archived out. */
export function routes(http: Express, buffer: LineBuffer, archive: Archive): void {
  http.post('/lines', express.text({ type: () => true, limit: '64kb' }), (request, response) => {
    const line: unknown = request.body;
    if (typeof line !== 'string' || line === '') {
      response.status(400).json({ error: 'expected a line of text' });
      return;
    }
    buffer.add(line);
    response.status(202).json({ waiting: buffer.waiting });
  });

  http.get('/archive', (request, response) => {
    const last = Number(request.query['last'] ?? 100);
    if (!Number.isInteger(last) || last < 0) {
      response.status(400).json({ error: 'last must be a whole number of lines, such as ?last=100' });
      return;
    }
    response.json({ lines: archive.last(last) });
  });
}
