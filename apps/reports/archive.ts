import { closeSync, openSync, readSync, rmSync, writeSync, fdatasyncSync } from 'node:fs';
import { join } from 'node:path';
import { atRate } from '../common/at-rate.ts';
import type { PaceName } from '../common/settings.ts';

/** Bytes of one page of the archive, and pages of one file. */
const pageSize = 2 ** 20;
const pagesPerFile = 16;
/** Files that are kept; the oldest gives way. */
const mostFiles = 10;
/** Pages that are written a second. */
const rate = { lab: 8, real: 0.02 };

/**
 * Keeps the pages of all reports in files of its volume, and reads each file twice once it is whole: to index it and to
 * check it. One page at a time is in the memory of the process.
 * @returns what ends it
 */
export function keepArchive(folder: string, pace: PaceName): () => void {
  const page = Buffer.alloc(pageSize, 0x20);
  let written = 0;

  function writePage(): void {
    const file = pathOf(Math.floor(written / pagesPerFile));
    const descriptor = openSync(file, 'a+');
    writeSync(descriptor, page);
    written += 1;
    if (written % pagesPerFile === 0) {
      // What is on the disk can be dropped from the page cache without waiting.
      fdatasyncSync(descriptor);
      for (let time = 0; time < 2; time += 1) readThrough(descriptor);
      rmSync(pathOf(written / pagesPerFile - mostFiles), { force: true });
    }
    closeSync(descriptor);
  }

  function readThrough(descriptor: number): void {
    for (let at = 0; at < pagesPerFile; at += 1) readSync(descriptor, page, 0, pageSize, at * pageSize);
  }

  const pathOf = (file: number) => join(folder, `archive-${file}.pages`);
  return atRate(rate[pace], 50, writePage);
}
