import { expect, test } from 'vitest';
import { OrderBook } from '../../../../apps/orders/order-book.ts';

test('the oldest orders give way to new ones, and all are counted', () => {
  const book = new OrderBook(2);
  for (const item of ['tea', 'milk', 'bread']) book.place(item, 1);
  expect(book.last(10).map(({ item }) => item)).toEqual(['milk', 'bread']);
  expect(book.placed).toBe(3);
});
