import { describe, expect, test } from 'vitest';
import { Fault, messageOf } from '../../../src/shared/errors.ts';

describe('the text of what was thrown', () => {
  test('has the texts of all causes', () => {
    const cause = new Error('no file', { cause: new Error('the disk is gone') });
    expect(messageOf(new Error('cannot read', { cause }))).toBe('cannot read: no file: the disk is gone');
  });

  test('does not repeat a cause that the message quotes', () => {
    expect(messageOf(new Error('cannot read: no file', { cause: new Error('no file') }))).toBe('cannot read: no file');
  });

  test('is the name of an error without a message', () => {
    expect(messageOf(new TypeError(''))).toBe('TypeError');
  });

  test.each([
    ['text', 'text'],
    [undefined, 'undefined'],
    [42, '42'],
  ])('is %j as text where it is no error', (thrown, text) => {
    expect(messageOf(thrown)).toBe(text);
  });
});

test('a Fault without a cause has none, not an undefined one', () => {
  expect('cause' in new Fault('usage', 'expected a name')).toBe(false);
});
