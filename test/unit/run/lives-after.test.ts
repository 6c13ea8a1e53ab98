import { expect, test } from 'vitest';
import type { ObservedInstance } from '../../../src/run/instance.ts';
import { livesAfter } from '../../../src/run/lives-after.ts';

const remedyAt = Date.parse('2026-11-21T12:00:00Z');
const after = { containers: new Set(['app']), pods: new Set(['left', 'new']), remedyAt, anew: false };

function anInstance(different: Partial<ObservedInstance>): ObservedInstance {
  return {
    pod: 'a-pod',
    podUid: 'left',
    container: 'app',
    containerId: 'a',
    restart: 0,
    startedAt: remedyAt + 2000,
    termination: null,
    endSeenAt: null,
    deleted: false,
    samples: [],
    kills: [],
    oomCount: null,
    announced: false,
    ...different,
  };
}

function ended(finishedAt: string, reason: string): Partial<ObservedInstance> {
  const state = { exitCode: 128, reason, finishedAt };
  const where = { pod: 'a-pod', container: 'app', containerId: 'a', restart: 0, source: 'pods.json' };
  return { termination: { ...where, state }, endSeenAt: Date.parse(finishedAt) + 500 };
}

test.each([
  ['of a pod that the rollout left', {}],
  ['of a pod that the rollout left, started before the remedy', { startedAt: remedyAt - 60_000 }],
  ['of a pod that came later', { podUid: 'new' }],
  ['that has died since', ended('2026-11-21T12:00:09Z', 'OOMKilled')],
])('an instance %s counts', (_which, different) => {
  expect(livesAfter([anInstance(different)], after)).toHaveLength(1);
});

test.each([
  ['of another container', { container: 'sidecar' }],
  ['of a pod that the rollout replaced', { podUid: 'replaced', startedAt: remedyAt - 60_000 }],
  ['that was started after the remedy in a pod that is about to be replaced', { podUid: 'replaced' }],
  ['that had ended before the remedy', ended('2026-11-21T11:59:50Z', 'OOMKilled')],
  ['that the runtime could not start', { startedAt: null, ...ended('2026-11-21T12:00:05Z', 'StartError') }],
])('an instance %s does not count', (_which, different) => {
  expect(livesAfter([anInstance(different)], after)).toEqual([]);
});

test('a life that began and ended around the remedy counts where the fault is memory, and not where it is read at a start', () => {
  const life = anInstance({ startedAt: remedyAt - 5000, ...ended('2026-11-21T12:00:01Z', 'Error') });
  const counted = (anew: boolean) => livesAfter([life], { ...after, anew }).length;
  expect([counted(false), counted(true)]).toEqual([1, 0]);
});
