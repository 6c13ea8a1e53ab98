import { expect, test } from 'vitest';
import { startNode } from './node.ts';

const limit = 128 * 2 ** 20;
const leak = {
  containers: [
    {
      name: 'processor',
      image: 'data-processor:1.4.2',
      env: [{ name: 'PACE', value: 'lab' }],
      resources: { limits: { memory: '128Mi' } },
    },
  ],
};

test.for(['kernel', 'watchdog'] as const)(
  'a leak is killed at its limit by the %s, and told as OOMKilled',
  async (limits, { skip }) => {
    await using node = await startNode({ limits });
    skip(node.kubelet.limits !== limits, 'the memory cgroups of this machine are not ours to write');
    const reading = new AbortController();
    const usages: number[] = [];
    const kills: unknown[] = [];
    const read = async () => {
      for await (const seen of node.kubelet.readings(reading.signal)) {
        if (seen.type === 'memory') usages.push(seen.usage);
        if (seen.type === 'killed') kills.push(seen.by);
      }
    };
    const ended = read();
    node.create('leak', leak);
    const { lastState } = await node.until('leak', 'restarted', ({ restartCount }) => restartCount > 0);
    reading.abort();
    await ended;

    expect(lastState.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
    expect(kills).toEqual([limits]);
    expect(usages.length).toBeGreaterThan(20);
    expect(Math.max(...usages)).toBeGreaterThan(0.9 * limit);
  },
);
