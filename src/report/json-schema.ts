import { z } from 'zod';
import { resultsSchema } from './results.ts';

/** The text of `src/report/results.schema.json`: what `leaklab run --json` holds, in draft 7 as scenarios have it. */
export function resultsJsonSchema(): string {
  // Fields may be added within a version: a reader must not refuse those that it does not know.
  const schema = z.toJSONSchema(resultsSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'leaklab results' }, null, 2)}\n`;
}
