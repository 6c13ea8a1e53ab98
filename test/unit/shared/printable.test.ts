import { expect, test } from 'vitest';
import { printable } from '../../../src/shared/printable.ts';

test.each([
  ['a command to the terminal', '\u001b[2Jgone', String.raw`\u001b[2Jgone`],
  ['the same as one C1 character', '\u009b2J', String.raw`\u009b2J`],
  ['a bell, a backspace and a return that writes over the line', 'a\u0007\b\rb', String.raw`a\u0007\u0008\u000db`],
  ['a mark that turns the direction of writing', 'user\u202etxt', String.raw`user\u202etxt`],
  ['a character of no width', 'pod\u200b', String.raw`pod\u200b`],
])('%s is shown as what it is', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('words of any language, tabs and lines stay as they are', () => {
  const text = 'größe\t12 MiB\n日本語 – ok ✔';
  expect(printable(text)).toBe(text);
});
