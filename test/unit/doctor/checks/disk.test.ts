import { expect, test } from 'vitest';
import type { DiskReading } from '../../../../src/doctor/checks/disk.ts';
import { judgeDisk } from '../../../../src/doctor/checks/disk.ts';

const MiB = 2 ** 20;
const fine: DiskReading = {
  folder: '/lab/state',
  existing: '/lab',
  isFolder: true,
  isWritable: true,
  free: 2048 * MiB,
};

test.each([
  [1024 * MiB, 'ok'],
  [1024 * MiB - 1, 'warning'],
  [256 * MiB, 'warning'],
  [256 * MiB - 1, 'failure'],
])('%d free bytes are judged: %s', (free, outcome) => {
  expect(judgeDisk({ ...fine, free }).outcome).toBe(outcome);
});

test('a state folder that cannot be written is a failure, however much room there is', () => {
  expect(judgeDisk({ ...fine, isWritable: false })).toMatchObject({
    outcome: 'failure',
    found: '/lab/state cannot be written: /lab is not ours to write',
  });
});

test('a state folder below a file is a failure', () => {
  expect(judgeDisk({ ...fine, isFolder: false })).toMatchObject({
    outcome: 'failure',
    found: '/lab/state cannot be made: /lab is no folder',
  });
});

test('a lack of room is mended by another state folder', () => {
  expect(judgeDisk({ ...fine, free: 0 })).toMatchObject({ mend: expect.stringMatching(/^export LEAKLAB_HOME=/) });
});
