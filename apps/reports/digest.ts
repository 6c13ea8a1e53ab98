import { atRate } from '../common/at-rate.ts';
import type { PaceName } from '../common/settings.ts';

/** Amounts of one account: half a MiB, which V8 keeps as an object of its own and gives back as a whole. */
const amounts = 65_536;
/** Accounts that one digest is made of. */
const accounts = 80;
/** Accounts that are read in a second: a digest takes 5 s in the lab. */
const rate = { lab: 16, real: 0.16 };

/**
 * Makes one digest after the other: it needs the amounts of all accounts at once, and they are garbage when it is done.
 * @returns what ends it
 */
export function makeDigests(pace: PaceName): () => void {
  let read: number[][] = [];

  return atRate(rate[pace], 25, () => {
    read.push(Array.from<number>({ length: amounts }).fill(read.length / 4));
    if (read.length === accounts) read = [];
  });
}
