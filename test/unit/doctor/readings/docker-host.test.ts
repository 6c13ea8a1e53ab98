import { expect, test } from 'vitest';
import { toDockerHost } from '../../../../src/doctor/readings/docker-host.ts';

const info = { ServerVersion: '28.2.2', Name: 'vm', KernelVersion: '6.1.0', MemTotal: 1024, CgroupVersion: '2' };
const read = (changes: object, kernel = '6.1.0') => toDockerHost(JSON.stringify({ ...info, ...changes }), kernel);

test('a Docker under the same kernel is here', () => {
  expect(read({})).toEqual({ name: 'vm', isHere: true, totalBytes: 1024, cgroupVersion: 2 });
});

test('a Docker under another kernel is elsewhere', () => {
  expect(read({}, '23.6.0')?.isHere).toBe(false);
});

test('an answer without a server is none: old clients give one when the daemon is dead', () => {
  expect(read({ ServerVersion: '' })).toBeUndefined();
});

test('a Docker that does not know cgroup versions leaves it open', () => {
  expect(read({ CgroupVersion: undefined })?.cgroupVersion).toBeUndefined();
});

test('cgroup v1 is told from v2', () => {
  expect(read({ CgroupVersion: '1' })?.cgroupVersion).toBe(1);
});
