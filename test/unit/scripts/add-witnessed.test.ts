import { expect, test } from 'vitest';
import { addWitnessed } from '../../../scripts/lib/add-witnessed.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import { noOthers } from '../../../src/evidence/evidence.ts';

function evidence(parts: Partial<Evidence>): Evidence {
  return {
    cluster: 'c',
    namespace: 'n',
    collectedAt: 0,
    missing: [],
    pods: [],
    deployments: [],
    events: [],
    nodes: [],
    others: noOthers(),
    logs: [],
    memory: [],
    kernelKills: [],
    oomCounts: [],
    endings: [],
    ...parts,
  };
}
const sample = (time: number) => ({ time, usage: 1, workingSet: 1, rss: 1, limit: null, restart: 0 });
const series = (...times: number[]) => ({ pod: 'a', container: 'c', samples: times.map(sample) });
const kill = (time: number, pid: number) => ({
  time,
  pid,
  containerId: 'ab',
  constraint: 'CONSTRAINT_MEMCG',
  process: 'node',
  anonRss: null,
  lines: [],
});
const pod = { metadata: { name: 'a' }, spec: { containers: [] } };
const previous = (name: string, text: string) => ({ pod: name, container: 'c', previous: true, text });

test('the curve that was seen then stands before the one that is seen now', () => {
  const { memory } = addWitnessed(evidence({ memory: [series(30, 40)] }), evidence({ memory: [series(10, 20)] }));
  expect(memory).toEqual([series(10, 20, 30, 40)]);
});

test('a kill that both have heard of, at times a little apart, is one kill', () => {
  const joined = addWitnessed(
    evidence({ kernelKills: [kill(1001, 7), kill(3000, 8)] }),
    evidence({ kernelKills: [kill(1000, 7)] }),
  );
  expect(joined.kernelKills.map(({ pid }) => pid)).toEqual([7, 8]);
});

test('the log of a dead container is kept where it can no longer be had', () => {
  const joined = addWitnessed(evidence({ pods: [pod] }), evidence({ logs: [previous('a', 'then')] }));
  expect(joined.logs).toEqual([previous('a', 'then')]);
});

test('a log of now is not replaced by that of then, and logs of pods that are gone are left out', () => {
  const then = evidence({ logs: [previous('a', 'then'), previous('gone', 'then')] });
  expect(addWitnessed(evidence({ pods: [pod], logs: [previous('a', 'now')] }), then).logs).toEqual([
    previous('a', 'now'),
  ]);
});

test('objects are those of now', () => {
  expect(addWitnessed(evidence({ pods: [pod], collectedAt: 5 }), evidence({ collectedAt: 1 }))).toMatchObject({
    pods: [pod],
    collectedAt: 5,
  });
});
