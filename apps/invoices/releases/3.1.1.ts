import { run } from '../run.ts';

await run({ release: '3.1.1', keepPages: 20, pagesPerPrinter: 2000, tellsEnds: true, accepting: true });
