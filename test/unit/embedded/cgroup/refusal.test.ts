import { expect, test } from 'vitest';
import { refusalOf } from '../../../../src/embedded/cgroup/refusal.ts';

const v2 = ['cpu', 'memory', 'pids'];

test.each([
  { who: 'off Linux', reading: { platform: 'darwin', uid: 501, controllers: undefined }, why: /darwin/, mend: /kind/ },
  {
    who: 'without the memory controller',
    reading: { platform: 'linux', uid: 0, controllers: ['cpu', 'pids'] },
    why: /without the memory controller/,
    mend: /cgroup_enable=memory/,
  },
  {
    who: 'root, with cgroups that are read-only',
    reading: { platform: 'linux', uid: 0, controllers: v2 },
    why: /not even by root/,
    mend: /--privileged/,
  },
  {
    who: 'an ordinary user on cgroup v1',
    reading: { platform: 'linux', uid: 1000, controllers: undefined },
    why: /cgroup v1 is root's/,
    mend: /as root/,
  },
])('$who: says why there are no limits of the kernel, and what to do', ({ reading, why, mend }) => {
  const refusal = refusalOf(reading);
  expect(refusal.why).toMatch(why);
  expect(refusal.mend).toMatch(mend);
});
