import { expect, test } from 'vitest';
import { proofLines } from '../../../scripts/lib/proof.ts';
import { aDeath } from './an-incident.ts';

const id = aDeath.containerId;
const kernel = {
  source: 'kernel.log',
  text: `2026-01-01T00:00:11.000Z [ 42.1] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-${id}.scope,oom_memcg=/kubelet.slice/pod1.slice,task_memcg=/kubelet.slice/pod1.slice/cri-containerd-${id}.scope,task=node,pid=7`,
};
const sample = (second: number, usage: number) => ({
  time: second * 1000,
  usage: usage * 2 ** 20,
  workingSet: 0,
  rss: 0,
  limit: 128 * 2 ** 20,
  restart: 0,
});

test('a kill that Kubernetes reports as Error is still shown as proven, by the kernel line with the container id', () => {
  const lines = proofLines({ ...aDeath, reason: 'Error', proof: [...aDeath.proof, kernel] }, []);
  expect(lines.at(-1)).toBe('so          exit 137, Error: an OOM kill, proven by the kernel');
  expect(lines.filter((line) => line.startsWith('kernel'))).toEqual([
    `kernel      [ 42.1] oom-kill:constraint=CONSTRAINT_MEMCG, … task_memcg=…/cri-containerd-${id}.scope, task=node,pid=7`,
  ]);
});

test('a 137 that was no OOM kill is not called one, and the silence of the kernel is said', () => {
  const lines = proofLines({ ...aDeath, reason: 'Error', oom: 'no' }, []);
  expect(lines.at(-1)).toBe('so          exit 137, Error: no OOM kill');
  expect(lines).toContain('kernel      says nothing of this container');
});

test('the status is shown with the field that it stands in', () => {
  expect(proofLines(aDeath, [])).toContain('status      lastState: exitCode 137, reason OOMKilled');
});

test('the curve is drawn up to the limit, not to its own height', () => {
  const lines = proofLines(aDeath, [sample(0, 16), sample(1, 32), sample(2, 63)]);
  const at = lines.findIndex((line) => line.startsWith('memory'));
  expect(lines.slice(at, at + 2)).toEqual([
    'memory      ▂▃▄ ▏limit 128 MiB',
    '            16 MiB to 63 MiB in 2 s, 3 readings from outside the app',
  ]);
});

test('a life that nobody read has no curve, and says so', () => {
  expect(proofLines(aDeath, [])).toContain('memory      was not read');
});
