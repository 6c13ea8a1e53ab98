import { run } from '../run.ts';

await run('1.3.0');
