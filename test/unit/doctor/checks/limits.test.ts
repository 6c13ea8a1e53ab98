import { expect, test } from 'vitest';
import { judgeLimits } from '../../../../src/doctor/checks/limits.ts';

test("the kernel's limits are fine", () => {
  const reading = { limits: 'kernel', description: 'cgroup v2 at /sys/fs/cgroup/a', mend: undefined } as const;
  expect(judgeLimits(reading)).toEqual({
    outcome: 'ok',
    found: "the embedded cluster has the kernel's limits: cgroup v2 at /sys/fs/cgroup/a",
  });
});

test('a watchdog is a warning, with what to do for real limits', () => {
  const mend = 'sudo loginctl enable-linger 1000';
  expect(judgeLimits({ limits: 'watchdog', description: 'a watchdog, as …', mend })).toEqual({
    outcome: 'warning',
    found: 'the embedded cluster has approximate limits: a watchdog, as …',
    mend,
  });
});
