import { run } from '../run.ts';

await run({ release: '3.1.2', keepPages: Infinity, pagesPerPrinter: Infinity, tellsEnds: true, accepting: false });
