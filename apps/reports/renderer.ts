import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bytes of one page as it is rendered. */
const pageSize = 2 ** 20;

/** Renders an import page by page, and has all of its pages in memory until the last is done. */
export async function renderImport(pages: number): Promise<number> {
  const rendered: Buffer[] = [];
  while (rendered.length < pages) {
    // Written to: memory that was only reserved is charged to nobody.
    rendered.push(Buffer.alloc(pageSize, 0x20));
    await nextTurn();
  }
  return rendered.reduce((bytes, page) => bytes + page.length, 0);
}
