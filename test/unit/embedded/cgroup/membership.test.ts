import { expect, test } from 'vitest';
import { groupIn } from '../../../../src/embedded/cgroup/membership.ts';

const session = '/user.slice/user-1000.slice/session-c1.scope';

test.each([
  { where: 'on cgroup v2', membership: `0::${session}\n`, group: session },
  {
    where: 'on a hybrid of both',
    membership: `4:memory:/user.slice\n1:name=systemd:/a\n0::${session}\n`,
    group: session,
  },
  { where: 'on cgroup v1 alone', membership: '4:memory:/user.slice\n', group: '/' },
  { where: 'with no cgroups at all', membership: '', group: '/' },
])('$where, the group of a process in the unified tree is $group', ({ membership, group }) => {
  expect(groupIn(membership)).toBe(group);
});
