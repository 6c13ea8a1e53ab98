/** Rewrites the schemas of this folder: `node src/report/publish-schema.ts`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedSchemas } from './json-schema.ts';

for (const [file, text] of Object.entries(publishedSchemas())) await writeFile(join(import.meta.dirname, file), text);
