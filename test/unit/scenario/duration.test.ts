import { expect, test } from 'vitest';
import { parseDuration } from '../../../src/scenario/duration.ts';

test.each([
  ['1s', 1],
  ['90s', 90],
  ['45m', 2700],
  ['2h', 7200],
  ['7d', 604_800],
])('%s is %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(['', '0s', '90', 's', '1w', '1.5h', '-1s', '1h30m', ' 1s', '1s\n', '01s', '1S'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);
