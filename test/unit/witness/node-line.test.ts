import { describe, expect, test } from 'vitest';
import { parseNodeLine } from '../../../src/witness/node-line.ts';

const id = '3f9c1d5e7b2a4c6d8e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f';
const reading = {
  time: 1_772_359_200_123,
  containerId: id,
  usage: 97_157_120,
  workingSet: 56_217_600,
  rss: 52_428_800,
  limit: 134_217_728,
  oomKills: 0,
};

describe('a line of a container that lives is a reading', () => {
  test.each([
    ['under cgroup v1 and v2', '97157120 40939520 52428800 134217728 0', {}],
    ['without a limit under cgroup v1', '97157120 40939520 52428800 9223372036854771712 0', { limit: null }],
    ['without a limit under cgroup v2', '97157120 40939520 52428800 max 0', { limit: null }],
    ['with kills', '97157120 40939520 52428800 134217728 3', { oomKills: 3 }],
    ['with more inactive cache than usage', '97157120 97157121 52428800 134217728 0', { workingSet: 0 }],
  ])('%s', (_case, figures, different) => {
    const line = parseNodeLine(`memory 1772359200.123456 ${id} ${figures}`);
    expect(line).toEqual({ type: 'memory', reading: { ...reading, ...different } });
  });
});

test('the boot line tells when the node started', () => {
  expect(parseNodeLine('boot 1772359200.500000 1280.50')).toEqual({ type: 'boot', bootedAt: 1_772_357_920_000 });
});

test('a kernel line keeps its text as it was', () => {
  const text = '[ 1280.605436] Memory cgroup out of memory: Killed process 7691 (node) total-vm:1527700kB';
  expect(parseNodeLine(`kernel ${text}`)).toEqual({ type: 'kernel', line: text });
});

test('the line of a container that has ended is its count of kills', () => {
  expect(parseNodeLine(`ended 1772359200.123456 ${id} 1`)).toEqual({
    type: 'ended',
    count: { time: 1_772_359_200_123, containerId: id, kills: 1 },
  });
});

describe('what is no whole line is passed over', () => {
  test.each([
    '',
    'boot',
    'boot 1772359200.5',
    'boot soon 12',
    'memory',
    `memory 1772359200.123456 ${id}`,
    `memory 1772359200.123456 ${id} 97157120 40939520 52428800 134217728`,
    `memory 1772359200.123456 ${id} 97157120 40939520 52428800 134217728 `,
    `memory 1772359200.123456 ${id} 97157120 x 52428800 134217728 0`,
    `memory 1772359200.123456 ${id} 97157120 40939520 52428800 MAX 0`,
    `memory now ${id} 97157120 40939520 52428800 134217728 0`,
    `ended 1772359200.123456 ${id}`,
    `ended 1772359200.123456 ${id} `,
    `ended 1772359200.123456 ${id} many`,
    `97157120 40939520 52428800 134217728 0`,
    'Error response from daemon: container is not running',
  ])('"%s"', (line) => {
    expect(parseNodeLine(line)).toEqual({ type: 'other', line });
  });
});
