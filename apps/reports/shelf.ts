import { atRate } from '../common/at-rate.ts';
import type { PaceName } from '../common/settings.ts';

/** Reports that there are, all of which fit, and bytes of one as it is kept. */
const titles = 3000;
const bytesEach = 16 * 2 ** 10;
/** Reports that are asked for a second. */
const rate = { lab: 1000, real: 5 };

/**
 * Keeps each report that was asked for, as it was rendered: fuller with every report that is asked for the first time,
 * and full when all have been.
 * @returns what ends it
 */
export function fillShelf(pace: PaceName): () => void {
  const shelf = new Map<number, Buffer>();
  return atRate(rate[pace], 20, () => {
    const id = Math.floor(Math.random() * titles);
    if (!shelf.has(id)) shelf.set(id, Buffer.alloc(bytesEach, 0x20));
  });
}
