import { expect, test } from 'vitest';
import { judgeInotify } from '../../../../src/doctor/checks/inotify.ts';

const fine = { watches: 8192, instances: 128, isElsewhere: false };

test('the limits that distributions start with are ok', () => {
  expect(judgeInotify(fine).outcome).toBe('ok');
});

test.each([
  ['watches', { ...fine, watches: 8191 }],
  ['instances', { ...fine, instances: 127 }],
])('too few %s are a failure that sysctl mends', (_, reading) => {
  expect(judgeInotify(reading)).toMatchObject({
    outcome: 'failure',
    mend: 'sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512',
  });
});

test('where the kernel has no inotify it cannot be told', () => {
  expect(judgeInotify({ watches: undefined, instances: undefined, isElsewhere: false }).outcome).toBe('skipped');
});

test('the limits here say nothing where Docker runs elsewhere', () => {
  expect(judgeInotify({ watches: 1, instances: 1, isElsewhere: true }).outcome).toBe('skipped');
});
