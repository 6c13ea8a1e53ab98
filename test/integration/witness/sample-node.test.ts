import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { KernelKill, OomCount } from '../../../src/evidence/memory.ts';
import { startCommand } from '../../../src/shared/command.ts';
import { isRunning } from '../../../src/shared/lock.ts';
import { projectRoot } from '../../../src/shared/places.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { watchKindNodes } from '../../../src/witness/kind-node.ts';
import type { NodeLine } from '../../../src/witness/node-line.ts';
import { parseNodeLine } from '../../../src/witness/node-line.ts';
import type { Reading } from '../../../src/witness/witness.ts';
import { idA, idB } from '../../unit/evidence/evidence-of.ts';
import { FakeNode, running } from './fake-node.ts';

const script = readFileSync(join(projectRoot, 'src/witness/sample-node.sh'), 'utf8');
const cgroup = `/kubelet.slice/cri-containerd-${idA}.scope`;
const killLines = [
  `[ 1280.605436] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=${cgroup},task_memcg=${cgroup},task=node,pid=7691,uid=0`,
  '[ 1280.605500] Memory cgroup out of memory: Killed process 7691 (node) total-vm:1527700kB, anon-rss:129408kB, file-rss:41556kB',
];

function fakeNode(version: 1 | 2, kernelLog: string[] = []): FakeNode {
  const node = new FakeNode(version, kernelLog);
  onTestFinished(() => node.remove());
  return node;
}

/** Runs the script on `node` until `enough` of its lines are there, then closes its standard input. */
async function sample(node: FakeNode, enough: (lines: NodeLine[]) => boolean) {
  const bash = startCommand('bash', ['-c', script], { env: node.environment });
  onTestFinished(() => bash.stop());
  const lines: NodeLine[] = [];
  for await (const text of bash.lines) {
    lines.push(parseNodeLine(text));
    if (enough(lines)) bash.stdin.end();
  }
  return { lines, end: await bash.ended };
}

/** The first line of every container and kind, its time left out: it is this machine's. */
function firstOf(lines: NodeLine[]): unknown[] {
  const first = new Map<string, unknown>();
  for (const line of lines) {
    if (line.type === 'memory' && !first.has(line.reading.containerId))
      first.set(line.reading.containerId, { ...line.reading, time: 0 });
    if (line.type === 'ended' && !first.has(line.count.containerId))
      first.set(line.count.containerId, { ...line.count, time: 0 });
  }
  return [...first.values()];
}

const noLinux = process.platform !== 'linux';
const one = (lines: NodeLine[]) => firstOf(lines).length >= 1;

describe.skipIf(noLinux).each([1, 2] as const)('on a node with cgroup v%i', (version) => {
  test('a container that lives is read: usage, working set, anonymous memory, limit and kills', async () => {
    const node = fakeNode(version);
    node.container(idA, { ...running, kills: '2' });
    const { lines } = await sample(node, one);
    const memory = { usage: 97_157_120, workingSet: 56_217_600, rss: 52_428_800, limit: 134_217_728 };
    expect(firstOf(lines)).toEqual([{ time: 0, containerId: idA, ...memory, oomKills: 2 }]);
  });

  test('a container without a limit is read so', async () => {
    const node = fakeNode(version);
    node.container(idA, { ...running, limit: version === 1 ? '9223372036854771712' : 'max' });
    expect(firstOf((await sample(node, one)).lines)).toMatchObject([{ limit: null }]);
  });

  test('a container whose processes are gone says its count of kills alone', async () => {
    const node = fakeNode(version);
    node.container(idA, { ...running, processes: '', kills: '1' });
    expect(firstOf((await sample(node, one)).lines)).toEqual([{ time: 0, containerId: idA, kills: 1 }]);
  });

  test('containers are found in both of the places where kubelets put them', async () => {
    const node = fakeNode(version);
    node.container(idA, running, 'kubelet.slice');
    node.container(idB, running, 'kubepods.slice');
    const { lines } = await sample(node, (lines) => firstOf(lines).length >= 2);
    expect(firstOf(lines)).toMatchObject([{ containerId: idA }, { containerId: idB }]);
  });
});

describe.skipIf(noLinux)('the stream from a node', () => {
  test('begins with the time of its boot, which is in the past', async () => {
    const node = fakeNode(2);
    node.container(idA, running);
    const { lines } = await sample(node, one);
    const [boot, other] = [lines[0], lines.find((line) => line.type === 'memory')];
    expect(boot?.type).toBe('boot');
    expect(boot?.type === 'boot' && other?.type === 'memory' && boot.bootedAt < other.reading.time).toBe(true);
  });

  test('has the kernel lines that speak of kills, and no others', async () => {
    const others = ['[    0.000000] Linux version 6.18', '[  12.5] eth0: link up'];
    const node = fakeNode(2, [...others, ...killLines]);
    const kernel = (lines: NodeLine[]) => lines.filter((line) => line.type === 'kernel').map(({ line }) => line);
    const { lines } = await sample(node, (lines) => kernel(lines).length >= killLines.length);
    expect(kernel(lines)).toEqual(killLines);
  });

  test('finds a container that starts later', async () => {
    const node = fakeNode(2);
    node.container(idA, running);
    const { lines } = await sample(node, (lines) => {
      if (firstOf(lines).length === 1) node.container(idB, running);
      return firstOf(lines).length >= 2;
    });
    expect(firstOf(lines)).toMatchObject([{ containerId: idA }, { containerId: idB }]);
  });

  test('ends well when its standard input does, and leaves no process behind', async () => {
    const node = fakeNode(2, killLines);
    node.container(idA, running);
    const seen = (lines: NodeLine[]) => one(lines) && lines.some((line) => line.type === 'kernel');
    const { end } = await sample(node, seen);
    await waitUntil({ for: 'dmesg to be gone', within: 10, every: 0.05 }, () => !isAlive(node.dmesg()) || undefined);
    expect(end).toEqual({ exitCode: 0, failure: undefined });
  });
});

describe.skipIf(noLinux)('the witness of a kind cluster', () => {
  afterEach(() => vi.unstubAllEnvs());

  async function watch(node: FakeNode) {
    for (const [name, value] of Object.entries(node.environment)) vi.stubEnv(name, value);
    const seen = {
      readings: [] as Reading[],
      kills: [] as KernelKill[],
      counts: [] as OomCount[],
      cuts: [] as string[],
    };
    const witness = await watchKindNodes(['lab-worker'], {
      read: (reading) => seen.readings.push(reading),
      killed: (kill) => seen.kills.push(kill),
      counted: (count) => seen.counts.push(count),
      interrupted: (why) => seen.cuts.push(why),
    });
    onTestFinished(() => witness.stop());
    return { witness, seen };
  }

  test('sees memory, kills and counts through the container that is the node', async () => {
    const node = fakeNode(2, killLines);
    node.container(idA, running);
    node.container(idB, { ...running, processes: '', kills: '1' });
    const { seen } = await watch(node);
    await waitUntil({ for: 'all three', within: 20, every: 0.05 }, () => {
      return (seen.readings.length > 0 && seen.kills.length > 0 && seen.counts.length > 0) || undefined;
    });
    expect(seen.readings[0]).toMatchObject({ containerId: idA, usage: 97_157_120 });
    expect(seen.kills).toMatchObject([{ containerId: idA, pid: 7691, anonRss: 129_408 * 1024, lines: killLines }]);
    expect(seen.counts[0]).toMatchObject({ containerId: idB, kills: 1 });
    expect(node.dockerCalls()).toEqual(['exec -i lab-worker bash']);
  });

  test("puts the kernel's time of a kill on the clock of this machine", async () => {
    const node = fakeNode(2, killLines);
    const { seen } = await watch(node);
    await waitUntil({ for: 'the kill', within: 20, every: 0.05 }, () => seen.kills[0]);
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    const bootedAt = Date.now() - uptime * 1000;
    // Within the time that reading the two clocks may take.
    expect(Math.abs((seen.kills[0]?.time ?? 0) - bootedAt - 1_280_605.5)).toBeLessThan(1000);
  });

  test('opens a stream that breaks again, and says that it was cut off', async () => {
    const node = fakeNode(2);
    node.container(idA, running);
    node.program('docker', 'echo "Error response from daemon: container is not running" >&2; exit 1');
    const { seen } = await watch(node);
    await waitUntil({ for: 'the cut', within: 20, every: 0.05 }, () => seen.cuts[0]);
    node.program('docker', 'shift 3; exec "$@"');
    await waitUntil({ for: 'a reading', within: 20, every: 0.05 }, () => seen.readings[0]);
    expect(seen.cuts[0]).toMatch(/^the stream from node lab-worker ended: .*container is not running$/s);
  });

  test('has no processes left when it is stopped', async () => {
    const node = fakeNode(2, killLines);
    const { witness, seen } = await watch(node);
    await waitUntil({ for: 'the kill', within: 20, every: 0.05 }, () => seen.kills[0]);
    await witness.stop();
    await waitUntil({ for: 'dmesg to be gone', within: 10, every: 0.05 }, () => !isAlive(node.dmesg()) || undefined);
    expect(seen.cuts).toEqual([]);
  });
});

/** A dead orphan stays in the process table until the machine's first process looks after it. */
function isAlive(pid: number): boolean {
  try {
    return isRunning(pid) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // It went while it was looked at.
    return false;
  }
}
