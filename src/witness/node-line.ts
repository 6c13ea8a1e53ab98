import type { OomCount } from '../evidence/memory.ts';
import type { Reading } from './witness.ts';

/** One line of `sample-node.sh`, read. */
export type NodeLine =
  | { type: 'boot'; bootedAt: number }
  | { type: 'memory'; reading: Reading }
  | { type: 'kernel'; line: string }
  | { type: 'ended'; count: OomCount }
  | { type: 'other'; line: string };

/** cgroup v1 has no word for "no limit": it shows the largest page-aligned 64-bit number. */
const noLimit = 2 ** 62;

export function parseNodeLine(line: string): NodeLine {
  const words = line.split(' ');
  if (words[0] === 'kernel') return { type: 'kernel', line: line.slice('kernel '.length) };
  if (words[0] === 'boot') {
    const bootedAt = (number(words[1]) - number(words[2])) * 1000;
    if (Number.isFinite(bootedAt)) return { type: 'boot', bootedAt };
  }
  if (words[0] === 'ended' && words[2] !== undefined) {
    const count = { time: milliseconds(words[1]), containerId: words[2], kills: number(words[3]) };
    if (Number.isFinite(count.time) && Number.isFinite(count.kills)) return { type: 'ended', count };
  }
  if (words[0] === 'memory') {
    const reading = parseReading(words);
    if (reading !== undefined) return { type: 'memory', reading };
  }
  return { type: 'other', line };
}

function parseReading(words: string[]): Reading | undefined {
  const [, time, containerId, usage, inactive, rss, limit, kills] = words;
  if (kills === undefined || containerId === undefined) return undefined;
  const limitBytes = limit === 'max' ? noLimit : number(limit);
  const reading = {
    time: milliseconds(time),
    containerId,
    usage: number(usage),
    workingSet: Math.max(0, number(usage) - number(inactive)),
    rss: number(rss),
    limit: limitBytes >= noLimit ? null : limitBytes,
    oomKills: number(kills),
  };
  const numbers = [reading.time, reading.usage, reading.workingSet, reading.rss, reading.oomKills, limitBytes];
  return numbers.every(Number.isFinite) ? reading : undefined;
}

/** bash's EPOCHREALTIME, seconds with six decimals. */
function milliseconds(seconds: string | undefined): number {
  return Math.round(number(seconds) * 1000);
}

/** NaN for an empty word too: a line that was cut off is no zero. */
function number(word: string | undefined): number {
  return word === '' ? NaN : Number(word);
}
