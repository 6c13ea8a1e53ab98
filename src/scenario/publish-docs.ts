/** Rewrites the README.md of every scenario and scenarios/CATALOG.md: `node src/scenario/publish-docs.ts`. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scenarioDocs } from './docs.ts';

const pages = await scenarioDocs(join(import.meta.dirname, '../../scenarios'));
await Promise.all([...pages].map(([path, text]) => writeFile(path, text)));
