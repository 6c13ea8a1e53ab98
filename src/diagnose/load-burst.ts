import type { LoadSeries } from '../evidence/load.ts';
import { median } from './median.ts';

/** A second with so many times the requests of the usual one belongs to a burst, if they are no fewer than so many. */
const manyfold = 4;
const fewest = 4;
/** Seconds of load after which it is known what is usual. */
const acquainted = 3;

/** When the last burst of requests between two times began; null where the load was even. All in Unix milliseconds. */
export function burstIn(load: LoadSeries | null | undefined, from: number, to: number): number | null {
  const counts = new Map((load?.seconds ?? []).map(({ time, sent, unsent }) => [time, sent + unsent]));
  const first = Math.max(from, Math.min(...counts.keys()));
  const before: number[] = [];
  let burstAt: number | null = null;
  let inBurst = false;
  for (let second = Math.ceil(first / 1000) * 1000; second < to; second += 1000) {
    const count = counts.get(second) ?? 0;
    const much = before.length >= acquainted && count >= Math.max(fewest, manyfold * median(before));
    if (much && !inBurst) burstAt = second;
    inBurst = much;
    before.push(count);
  }
  return burstAt;
}

/**
 * Whether most of what was asked between two times never got a good answer: then memory was held by work in progress,
 * where a leak keeps what is done with.
 */
export function wasInProgress(load: LoadSeries | null | undefined, from: number, to: number): boolean {
  const within = (load?.seconds ?? []).filter(({ time }) => time >= from - 1000 && time < to);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  const sent = sum(within.map(({ sent }) => sent));
  return sent > 0 && sum(within.map(({ served }) => served)) < sent / 2;
}
