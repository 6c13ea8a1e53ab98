import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

/** The text of `scenarios/scenario.schema.json`; draft 7 is the newest that yaml-language-server reads. */
export function scenarioJsonSchema(): string {
  const schema = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: 'leaklab scenario' }, null, 2)}\n`;
}
