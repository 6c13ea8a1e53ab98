import { expect, test } from 'vitest';
import { age, humanDuration } from '../../../../src/embedded/kinds/columns/age.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, '0s'],
  [-1, '0s'],
  [-5, '<invalid>'],
  [119, '119s'],
  [2 * minute, '2m'],
  [9 * minute + 59, '9m59s'],
  [10 * minute + 59, '10m'],
  [179 * minute, '179m'],
  [3 * hour + 5 * minute, '3h5m'],
  [8 * hour + 5 * minute, '8h'],
  [47 * hour, '47h'],
  [2 * day + 4 * hour, '2d4h'],
  [8 * day + 4 * hour, '8d'],
  [3 * 365 * day + 5 * day, '3y5d'],
  [9 * 365 * day, '9y'],
])('%i seconds are %s', (seconds, text) => {
  expect(humanDuration(seconds * 1000)).toBe(text);
});

test('a time that is missing is <unknown>', () => {
  expect(age(undefined, 0)).toBe('<unknown>');
});
