/** Rewrites scenarios/scenario.schema.json: `node src/scenario/publish-schema.ts`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarioJsonSchema } from './json-schema.ts';

await writeFile(join(import.meta.dirname, '../../scenarios/scenario.schema.json'), scenarioJsonSchema());
