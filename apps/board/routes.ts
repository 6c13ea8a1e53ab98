import express from 'express';
import type { Express } from 'express';
import type { Board } from './board.ts';
import { textLength } from './note.ts';

/** Notes in and out without a WebSocket. */
export function routes(http: Express, board: Board): void {
  http.post('/notes', express.json({ limit: '16kb' }), (request, response) => {
    const body: unknown = request.body;
    const text = typeof body === 'object' && body !== null && 'text' in body ? body.text : undefined;
    if (typeof text !== 'string' || text === '') {
      response.status(400).json({ error: 'expected {"text": "what the note says"}' });
      return;
    }
    response.status(201).json(board.write(text.slice(0, textLength)));
  });

  http.get('/notes', (request, response) => {
    const last = Number(request.query['last'] ?? 100);
    if (!Number.isInteger(last) || last < 0) {
      response.status(400).json({ error: 'last must be a whole number of notes, such as ?last=100' });
      return;
    }
    response.json({ notes: board.last(last) });
  });
}
