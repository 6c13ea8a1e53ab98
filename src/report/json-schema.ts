import { z } from 'zod';
import { diagnosesSchema } from './diagnoses.ts';
import { resultsSchema } from './results.ts';

/** The published schemas of what `--json` holds, by file name, in draft 7 as scenarios have it. */
export function publishedSchemas(): Record<string, string> {
  return {
    'results.schema.json': published(resultsSchema, 'leaklab results'),
    'diagnoses.schema.json': published(diagnosesSchema, 'leaklab diagnoses'),
  };
}

function published(schema: z.ZodType, title: string): string {
  // Fields may be added within a version: a reader must not refuse those that it does not know.
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...json, title }, null, 2)}\n`;
}
