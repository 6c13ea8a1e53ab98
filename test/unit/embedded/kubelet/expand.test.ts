import { expect, test } from 'vitest';
import { expand } from '../../../../src/embedded/kubelet/expand.ts';

test.each([
  ['$(A)-$(B)', 'one-two'],
  ['$(UNKNOWN)', '$(UNKNOWN)'],
  ['$$(A)', '$(A)'],
  ['$$$(A)', '$one'],
  ['100$ and $A', '100$ and $A'],
  ['$(toString)', '$(toString)'],
  ['$(A', '$(A'],
])('%s becomes %s', (text, expected) => {
  expect(expand(text, { A: 'one', B: 'two' })).toBe(expected);
});
