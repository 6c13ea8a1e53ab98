import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
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
  const pathOf = (file: number) => join(folder, `archive-${file}.pages`);
  let written = 0;
  let busy = false;

  async function writePage(): Promise<void> {
    const file = await open(pathOf(Math.floor(written / pagesPerFile)), 'a+');
    try {
      await file.write(page);
      written += 1;
      if (written % pagesPerFile === 0) await finish(file);
    } finally {
      await file.close();
    }
  }

  async function finish(file: FileHandle): Promise<void> {
    // What is on the disk can be dropped from the page cache without waiting.
    await file.datasync();
    for (let at = 0; at < 2 * pagesPerFile; at += 1) {
      await file.read(page, 0, pageSize, (at % pagesPerFile) * pageSize);
    }
    await rm(pathOf(written / pagesPerFile - mostFiles), { force: true });
  }

  return atRate(rate[pace], 50, () => {
    // A disk that is slower than the pages come gets fewer of them.
    if (busy) return;
    busy = true;
    void writePage().finally(() => (busy = false));
  });
}
