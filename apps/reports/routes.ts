import express from 'express';
import type { Express } from 'express';
import type { IndexState } from './index-state.ts';
import { renderImport } from './renderer.ts';
import type { ReportBook } from './report-book.ts';

const mostListed = 1000;
const mostPages = 10_000;
const longestRebuild = 600;

/** Reports in and out, imports, and the index; in front of the routes that every service has. */
export function addRoutes(http: Express, book: ReportBook, index: IndexState): void {
  const json = express.json({ limit: '16kb' });

  http.post('/reports', json, (request, response) => {
    const { title } = fieldsOf(request.body);
    if (typeof title === 'string' && title !== '') response.status(201).json(book.write(title));
    else response.status(400).json({ error: 'expected {"title": "some words"}' });
  });

  http.get('/reports', (request, response) => {
    const last = Number(request.query['last'] ?? 100);
    if (Number.isInteger(last) && last >= 0) response.json({ reports: book.last(Math.min(last, mostListed)) });
    else response.status(400).json({ error: 'last must be a whole number of reports, such as ?last=100' });
  });

  http.post('/imports', json, async (request, response) => {
    const pages = numberFrom(request.body, 'pages', mostPages);
    if (pages === undefined) response.status(400).json({ error: `expected {"pages": 1 to ${mostPages}}` });
    else response.status(201).json({ pages, bytes: await renderImport(pages) });
  });

  http.post('/index', json, (request, response) => {
    const seconds = numberFrom(request.body, 'seconds', longestRebuild);
    if (seconds === undefined) {
      response.status(400).json({ error: `expected {"seconds": 1 to ${longestRebuild}}` });
      return;
    }
    index.rebuild(seconds);
    response.status(202).json({ status: 'rebuilding' });
  });

  http.get('/readyz', (_request, response, next) => {
    if (index.ready) next();
    else response.status(503).json({ status: 'rebuilding the index' });
  });
}

/** The whole number from 1 to `most` that a body has under `name`. */
function numberFrom(body: unknown, name: string, most: number): number | undefined {
  const number = fieldsOf(body)[name];
  return typeof number === 'number' && Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
