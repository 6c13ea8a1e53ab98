import { expect, test } from 'vitest';
import { Board } from '../../../../apps/board/board.ts';

test('a board has as many notes however many are written', () => {
  const board = new Board();
  const before = board.snapshot().length;
  for (let note = 0; note < 1500; note += 1) board.write('more to do');
  expect([board.snapshot().length, board.written]).toEqual([before, 1500]);
});

test('a snapshot does not change with the board', () => {
  const board = new Board();
  const seen = board.snapshot();
  board.write('later');
  expect([seen.some(({ text }) => text === 'later'), board.snapshot().some(({ text }) => text === 'later')]).toEqual([
    false,
    true,
  ]);
});
