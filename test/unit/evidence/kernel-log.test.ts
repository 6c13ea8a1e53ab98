import { describe, expect, it } from 'vitest';
import { containerIdOf, kernelSeconds, KernelLogReader, readKernelKills } from '../../../src/evidence/kernel-log.ts';
import { idA, idB } from './evidence-of.ts';

/** As `dmesg` of a kind node printed it (cgroup v1, Linux 6.18), with the ids replaced. */
function chosen(id: string, pid: number, parent = `/docker/${'0'.repeat(64)}/kubelet.slice/pod1.slice`): string {
  const scope = `${parent}/cri-containerd-${id}.scope`;
  return `[ 1280.605436] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-${id}.scope,mems_allowed=0,oom_memcg=${parent},task_memcg=${scope},task=MainThread,pid=${pid},uid=0`;
}
function killed(pid: number): string {
  return `[ 1280.605553] Memory cgroup out of memory: Killed process ${pid} (MainThread) total-vm:1462012kB, anon-rss:64096kB, file-rss:36296kB, shmem-rss:0kB, UID:0 pgtables:628kB oom_score_adj:999`;
}
const timed = (lines: string[]) => lines.map((line, index) => ({ time: 1000 + index, line }));

describe('the kernel log', () => {
  it('joins the two lines of a kill to one kill of the container', () => {
    const lines = [chosen(idA, 7716), killed(7716)];
    expect(readKernelKills(timed(lines))).toEqual([
      {
        time: 1001,
        containerId: idA,
        constraint: 'CONSTRAINT_MEMCG',
        process: 'MainThread',
        pid: 7716,
        anonRss: 64_096 * 1024,
        lines,
      },
    ]);
  });

  it('keeps interleaved kills of two containers apart', () => {
    const kills = readKernelKills(timed([chosen(idA, 1), chosen(idB, 2), killed(2), killed(1)]));
    expect(kills.map(({ containerId, pid }) => [containerId, pid])).toEqual([
      [idB, 2],
      [idA, 1],
    ]);
  });

  it('gives a kill as soon as its second line is read', () => {
    const reader = new KernelLogReader();
    expect(reader.read({ time: 1, line: chosen(idA, 7) })).toBeUndefined();
    expect(reader.read({ time: 2, line: killed(7) })?.containerId).toBe(idA);
  });

  it('counts a group kill of cgroup v2 once', () => {
    const group = 'Tasks in /pod1/x are going to be killed due to memory.oom.group set';
    expect(readKernelKills(timed([chosen(idA, 7), killed(7), group, killed(8), killed(9)]))).toHaveLength(1);
  });

  it('keeps a victim whose second line was cut off', () => {
    expect(readKernelKills(timed([chosen(idA, 7)]))).toMatchObject([{ pid: 7, anonRss: null }]);
  });

  it('reads a kill for the whole node as one without a cgroup limit', () => {
    const line = `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/kubepods/besteffort/pod1/${idA},task=node,pid=5,uid=1000`;
    const end = 'Out of memory: Killed process 5 (node) total-vm:1kB, anon-rss:2kB, file-rss:3kB';
    expect(readKernelKills(timed([line, end]))).toMatchObject([{ containerId: idA, constraint: 'CONSTRAINT_NONE' }]);
  });

  it('reads a process name with spaces and commas', () => {
    const line = chosen(idA, 7).replace('task=MainThread', 'task=a, (b) c');
    expect(readKernelKills(timed([line, killed(7)]))).toMatchObject([{ process: 'a, (b) c' }]);
  });

  it('leaves out kills of processes that are in no container', () => {
    const line = chosen(idA, 7).replace(/task_memcg=[^,]+/, 'task_memcg=/system.slice/cron.service');
    expect(readKernelKills(timed([line, killed(7)]))).toEqual([]);
  });

  it.each([
    ['containerd under systemd', `/kubepods.slice/kubepods-pod1.slice/cri-containerd-${idA}.scope`],
    ['CRI-O under systemd', `/kubepods.slice/kubepods-pod1.slice/crio-${idA}.scope`],
    ['Docker under systemd', `/system.slice/docker-${idA}.scope`],
    ['the cgroupfs driver', `/kubepods/burstable/pod1/${idA}`],
    ['a node that is a container too', `/docker/${idB}/kubelet.slice/cri-containerd-${idA}.scope`],
    ['a cgroup that the container made', `/kubepods/pod1/${idA}/init.scope`],
  ])('finds the container id in the cgroup path of %s', (_, path) => {
    expect(containerIdOf(path)).toBe(idA);
  });

  it("does not take CRI-O's monitor for the container", () => {
    expect(containerIdOf(`/kubepods.slice/crio-conmon-${idA}.scope`)).toBeUndefined();
  });

  it('reads the seconds since boot from the front of a line, and nothing from a line without', () => {
    expect(kernelSeconds(killed(1))).toBe(1280.605553);
    expect(kernelSeconds('Killed process 1 [ 12.5]')).toBeUndefined();
  });
});
