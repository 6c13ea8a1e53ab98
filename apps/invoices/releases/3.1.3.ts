import { run } from '../run.ts';

await run({ release: '3.1.3', keepPages: Infinity, pagesPerPrinter: Infinity, tellsEnds: false, accepting: true });
