import { describe, expect, test } from 'vitest';
import type { ObservedInstance } from '../../../../src/run/instance.ts';
import { childKillsOf } from '../../../../src/run/symptom/child-kills.ts';
import { killOf } from '../../evidence/evidence-of.ts';

const startedAt = 1_800_000_000_000;

/** An instance with kills so many seconds after its start. */
function killedAfter(seconds: number[], changes: Partial<ObservedInstance> = {}): ObservedInstance {
  const kills = seconds.map((after) => ({ ...killOf('a', 0), time: startedAt + after * 1000 }));
  const alive = { termination: null, endSeenAt: null, deleted: false, oomCount: null, announced: false };
  const names = { pod: 'ledger-1', podUid: 'u', container: 'app', containerId: 'a', restart: 0 };
  return { ...names, ...alive, startedAt, samples: [], kills, ...changes };
}

const at = (seconds: number) => startedAt + seconds * 1000;

describe('kills inside a container that lives on', () => {
  test('are counted from the start of the container, and then from one to the next', () => {
    expect(childKillsOf(killedAfter([10, 25]), at(60))).toEqual([
      { time: at(10), after: 10 },
      { time: at(25), after: 15 },
    ]);
  });

  test('are not told while the container may still be about to end of them', () => {
    expect(childKillsOf(killedAfter([10]), at(11))).toEqual([]);
  });

  test('are not told of the kill that ended the container', () => {
    const ended = killedAfter([10, 25], { endSeenAt: at(26) });
    expect(childKillsOf(ended, at(60)).map(({ time }) => time)).toEqual([at(10)]);
  });
});
