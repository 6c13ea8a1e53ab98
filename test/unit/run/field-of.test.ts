import { expect, test } from 'vitest';
import { fieldOf } from '../../../src/run/invariants.ts';

test.each([
  ['{"processed": 12}', 'processed', 12],
  ['{"work": {"done": 12}}', 'work.done', 12],
  ['{"events": [1, 2]}', 'events', [1, 2]],
  ['{"processed": null}', 'processed', null],
])('%s has at %s a %j', (text, field, value) => {
  expect(fieldOf(text, field)).toEqual(value);
});

test.each([
  ['{"processed": 12}', 'done'],
  ['{"processed": 12}', 'processed.done'],
  ['{"events": [1]}', 'events.0'],
  ['[1]', '0'],
  ['"text"', 'length'],
  ['null', 'x'],
  ['<html>', 'x'],
  ['', 'x'],
])('%s has nothing at %s', (text, field) => {
  expect(fieldOf(text, field)).toBeUndefined();
});
