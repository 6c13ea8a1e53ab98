import { loadPriceTable } from '../price-table.ts';
import { aRelease } from '../release.ts';
import { start } from '../start.ts';

/** Every price is in memory before the first order comes. */
const prices = loadPriceTable(96);

await start({ ...aRelease('2.8.0'), ready: () => prices.length > 0 });
