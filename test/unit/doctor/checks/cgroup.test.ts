import { expect, test } from 'vitest';
import { judgeCgroup } from '../../../../src/doctor/checks/cgroup.ts';

test('cgroup v2 is ok', () => {
  expect(judgeCgroup(2).outcome).toBe('ok');
});

test('cgroup v1 is a warning that says what the lab cannot show', () => {
  expect(judgeCgroup(1)).toMatchObject({
    outcome: 'warning',
    found: expect.stringMatching(/group kills and memory\.events/),
  });
});

test('a Docker that does not say leaves it untold', () => {
  expect(judgeCgroup(undefined).outcome).toBe('skipped');
});
