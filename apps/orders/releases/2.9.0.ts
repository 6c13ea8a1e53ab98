import { loadCatalogue } from '../catalogue.ts';
import { aRelease } from '../release.ts';
import { start } from '../start.ts';

/** Every item is in memory before the first order comes: some 310 MiB of heap, and no more from then on. */
const items = await loadCatalogue(1_300_000);

await start({ ...aRelease('2.9.0'), ready: () => items.length > 0 });
