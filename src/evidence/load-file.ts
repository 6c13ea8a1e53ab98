import { z } from 'zod';
import type { LoadSeries } from './load.ts';

const counts = {
  sent: z.number(),
  served: z.number().describe('answered with 2xx in time'),
  failed: z.number().describe('answered otherwise, too late, or not at all'),
  unsent: z.number().describe('not sent, since all connections were waiting for answers'),
  p95: z.number().nullable().describe('milliseconds within which 95 % of the served were answered'),
};
export const loadFiguresSchema = z.object({
  seconds: z.number(),
  due: z.number().describe('requests that the load asks for in this time'),
  ...counts,
});

/** load.json: one row per second in which a request was sent. */
export const loadFileSchema = z.object({
  sender: z.enum(['k6', 'node']),
  shape: z.enum(['steady', 'ramp', 'spike']),
  words: z.string(),
  before: loadFiguresSchema.nullable(),
  after: loadFiguresSchema.nullable(),
  seconds: z.array(z.object({ time: z.iso.datetime().transform((text) => Date.parse(text)), ...counts })),
});

export function formatLoadFile({ seconds, ...series }: LoadSeries): string {
  const rows = seconds.map((row) => `\n    ${JSON.stringify({ ...row, time: new Date(row.time).toISOString() })}`);
  const head = JSON.stringify(series, null, 2).replace(/\n\}$/, '');
  return `${head},\n  "seconds": [${rows.join(',')}\n  ]\n}\n`;
}
