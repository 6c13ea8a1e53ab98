import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, near } from '../../../src/shared/near.ts';

describe('editDistance counts the slips between two words', () => {
  test.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['leak', 'leak', 0],
    ['lst', 'list', 1],
    ['lsit', 'list', 1],
    ['kitten', 'sitting', 3],
    ['abcdef', 'fedcba', 5],
  ])('%s → %s is %i', (a, b, edits) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([edits, edits]);
  });
});

describe('near finds the name that was meant', () => {
  const names = ['list-leak', 'slow-start', 'raise-limit'];

  test.each([
    ['lst-leak', 'list-leak'],
    ['LIST-LEAK', 'list-leak'],
    ['raise', 'raise-limit'],
    ['raise-limits', 'raise-limit'],
    ['solw-start', 'slow-start'],
  ])('%s was meant to be %s', (wanted, meant) => {
    expect(near(wanted, names)).toBe(meant);
  });

  test.each(['', 'zebra', 'li', 'leak', 'x'.repeat(10_000)])('nothing is near to %s', (wanted) => {
    expect(near(wanted, names)).toBeUndefined();
  });

  test('the nearest of several is taken, not the first', () => {
    expect(near('shop-b', ['shop-aa', 'shop-bb'])).toBe('shop-bb');
  });

  test('as a hint it is a question', () => {
    expect(didYouMean('lst-leak', names)).toBe('did you mean list-leak?');
  });

  test('there is no hint where nothing is near', () => {
    expect(didYouMean('zebra', names)).toBeUndefined();
  });
});
