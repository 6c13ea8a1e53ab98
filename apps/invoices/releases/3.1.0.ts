import { run } from '../run.ts';

await run({ release: '3.1.0', keepPages: Infinity, pagesPerPrinter: Infinity, tellsEnds: true, accepting: true });
