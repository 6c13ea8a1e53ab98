import { expect, test } from 'vitest';
import { Pages } from '../../../../apps/invoices/pages.ts';

function printed(pages: Pages, times: number): number {
  for (let i = 0; i < times; i += 1) pages.next();
  return pages.kept;
}

test('a printer without a bound keeps every page', () => {
  expect(printed(new Pages(Infinity), 50)).toBe(50);
});

test('a bounded printer keeps the newest pages', () => {
  expect(printed(new Pages(20), 50)).toBe(20);
});

test('a bounded printer prints on the page of the oldest, and makes no new one', () => {
  const pages = new Pages(2);
  const first = pages.next();
  pages.next();
  expect(pages.next()).toBe(first);
});
