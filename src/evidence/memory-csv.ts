import type { MemorySample } from './memory.ts';
import { Fault } from '../shared/errors.ts';

const header = 'time,usage_bytes,working_set_bytes,rss_bytes,limit_bytes,restart';

/** One line per sample; an empty limit is none. */
export function formatMemoryCsv(samples: readonly MemorySample[]): string {
  const lines = samples.map(({ time, usage, workingSet, rss, limit, restart }) =>
    [new Date(time).toISOString(), usage, workingSet, rss, limit ?? '', restart].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}

/** Reads what `formatMemoryCsv` writes; `file` is named in the Fault for a line that is none. */
export function parseMemoryCsv(text: string, file: string): MemorySample[] {
  const [first, ...lines] = text.split(/\r?\n/);
  if (first?.trim() !== header) {
    throw new Fault('usage', `${file}:1: expected the header "${header}", got "${(first ?? '').slice(0, 100)}"`);
  }
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${index + 2}`)]));
}

function parseLine(line: string, place: string): MemorySample {
  const cells = line.split(',').map((cell) => cell.trim());
  const [time, usage, workingSet, rss, limit, restart] = cells;
  const sample = {
    time: Date.parse(time ?? ''),
    usage: bytes(usage),
    workingSet: bytes(workingSet),
    rss: bytes(rss),
    limit: limit === '' ? null : bytes(limit),
    restart: bytes(restart),
  };
  if (cells.length === 6 && Object.values(sample).every((value) => value === null || Number.isFinite(value))) {
    return sample;
  }
  const got = line.length > 100 ? `${line.slice(0, 100)}…` : line;
  throw new Fault('usage', `${place}: expected a time and five whole numbers (the limit may be empty), got "${got}"`);
}

function bytes(cell: string | undefined): number {
  return /^\d+$/.test(cell ?? '') ? Number(cell) : NaN;
}
