import { expect, test } from 'vitest';
import type { LogLine } from '../../../../src/embedded/kubelet/log-line.ts';
import { terminationMessage } from '../../../../src/embedded/kubelet/termination-message.ts';

function lines(count: number, text: string): LogLine[] {
  return Array.from({ length: count }, (_, index) => ({
    time: 0,
    stream: 'stdout',
    whole: true,
    text: `${text}${index}`,
  }));
}

test('is the last 80 lines of the log of a failure', () => {
  const message = terminationMessage('', 'FallbackToLogsOnError', 1, lines(200, ''));
  expect(message?.split('\n').slice(0, 2)).toEqual(['120', '121']);
});

test('is at most the last 2048 bytes of the log', () => {
  expect(terminationMessage('', 'FallbackToLogsOnError', 1, lines(80, 'x'.repeat(100)))).toHaveLength(2048);
});

test.each([
  ['a good end', 'FallbackToLogsOnError', 0],
  ['the policy File', 'File', 1],
])('is not taken from the log after %s', (_sentence, policy, exitCode) => {
  expect(terminationMessage('', policy, exitCode, lines(3, 'x'))).toBeUndefined();
});

test('is what the container wrote, if it did', () => {
  expect(terminationMessage('own words', 'FallbackToLogsOnError', 1, lines(3, 'x'))).toBe('own words');
});
