import { atRate } from '../common/at-rate.ts';
import type { PaceName } from '../common/settings.ts';

interface Line {
  account: number;
  text: string;
}

/** Lines that one digest is made of, some 200 bytes each in memory. */
const linesPerDigest = 120_000;
/** Lines that are read at once. */
const chunk = 600;
/** Chunks a second: a digest takes some 5 s in the lab. */
const rate = { lab: 40, real: 0.4 };

/**
 * Makes one digest after the other: it needs all of its lines at once, and they are garbage when it is done.
 * @returns what ends it
 */
export function makeDigests(pace: PaceName): () => void {
  let lines: Line[] = [];
  let made = 0;

  function readChunk(): void {
    for (let more = chunk; more > 0; more -= 1) {
      const account = lines.length % 997;
      lines.push({ account, text: `line ${lines.length} of digest ${made}, booked on account ${account}` });
    }
    if (lines.length < linesPerDigest) return;
    made += 1;
    lines = [];
  }

  return atRate(rate[pace], 25, readChunk);
}
