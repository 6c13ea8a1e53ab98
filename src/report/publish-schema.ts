/** Rewrites src/report/results.schema.json: `node src/report/publish-schema.ts`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resultsJsonSchema } from './json-schema.ts';

await writeFile(join(import.meta.dirname, 'results.schema.json'), resultsJsonSchema());
