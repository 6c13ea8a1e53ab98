import { expect, test } from 'vitest';
import { availableIn, judgeMemory } from '../../../../src/doctor/checks/memory.ts';

const GiB = 2 ** 30;
const here = { isHere: true, totalBytes: 16 * GiB };

test('memory is what the kernel calls available, not what is free', () => {
  const meminfo = 'MemTotal:       24684084 kB\nMemFree:         1000000 kB\nMemAvailable:   23338404 kB\n';
  expect(availableIn(meminfo)).toBe(23338404 * 1024);
});

test('a kernel that does not count available memory gives none', () => {
  expect(availableIn('MemTotal: 24684084 kB\n')).toBeUndefined();
});

test.each([
  [4 * GiB, 'ok'],
  [4 * GiB - 1, 'warning'],
  [2 * GiB, 'warning'],
  [2 * GiB - 1, 'failure'],
])('%d bytes available are judged: %s', (available, outcome) => {
  expect(judgeMemory({ available, docker: here }).outcome).toBe(outcome);
});

test('memory is judged without Docker too', () => {
  expect(judgeMemory({ available: GiB, docker: undefined }).outcome).toBe('failure');
});

test('where Docker runs in a virtual machine, the memory of that machine counts', () => {
  const docker = { isHere: false, totalBytes: 1.9 * GiB };
  expect(judgeMemory({ available: 64 * GiB, docker })).toMatchObject({
    outcome: 'failure',
    found: expect.stringContaining("Docker's machine has 1.90 GiB in all"),
  });
});

test('without /proc, the memory of the machine that Docker runs on counts', () => {
  expect(judgeMemory({ available: undefined, docker: { isHere: false, totalBytes: 8 * GiB } }).outcome).toBe('ok');
});

test('without /proc and without Docker it cannot be told', () => {
  expect(judgeMemory({ available: undefined, docker: undefined })).toMatchObject({
    outcome: 'skipped',
    found: expect.stringMatching(/^cannot tell here/),
  });
});
