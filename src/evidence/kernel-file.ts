import type { KernelKill } from './memory.ts';
import { readKernelKills } from './kernel-log.ts';
import type { KernelLine } from './kernel-log.ts';

/** kernel.log of a bundle: `<ISO 8601 time> <line as dmesg printed it>`. */
export function formatKernelFile(kills: readonly KernelKill[]): string {
  return kills
    .flatMap((kill) =>
      kill.lines.map((line) => `${new Date(kill.time).toISOString()} ${line.replace(/\r?\n/g, ' ')}\n`),
    )
    .join('');
}

/** Lines without a time in front are passed over: they cannot be placed beside the deaths. */
export function parseKernelFile(text: string): KernelKill[] {
  return readKernelKills(text.split(/\r?\n/).flatMap(parseLine));
}

function parseLine(entry: string): KernelLine[] {
  const space = entry.indexOf(' ');
  const time = /^\d{4}-\d\d-\d\dT/.test(entry) ? Date.parse(entry.slice(0, space)) : NaN;
  return Number.isNaN(time) ? [] : [{ time, line: entry.slice(space + 1) }];
}
