import { describe, expect, it } from 'vitest';
import { readDeaths, terminationsOf } from '../../../src/evidence/deaths.ts';
import type { Death } from '../../../src/evidence/death.ts';
import type { Evidence } from '../../../src/evidence/evidence.ts';
import type { TerminatedState } from '../../../src/evidence/objects.ts';
import { at, evidenceOf, idA, idB, killingEvent, killOf, podOf, samplesOf, start, terminated } from './evidence-of.ts';

function deathOf(last: TerminatedState, parts: Partial<Evidence> = {}): Death | undefined {
  return readDeaths(evidenceOf({ pods: [podOf(last)], ...parts }))[0];
}
const memory = (shape: (seconds: number) => number, to = 20) => [
  { pod: 'ledger-5d4f8-x2x2x', container: 'app', samples: samplesOf(shape, { to }) },
];
const toTheLimit = (seconds: number) => 27 + 5 * seconds;
const probeKill = 'Container app failed liveness probe, will be restarted';

describe('the reading of deaths', () => {
  it('proves an OOM kill by a kernel line with the container id', () => {
    expect(deathOf(terminated(137, 'OOMKilled'), { kernelKills: [killOf(idA, 20)] })?.oom).toBe('proven');
  });

  it('proves an OOM kill that reads Error by its kernel line', () => {
    expect(deathOf(terminated(137, 'Error'), { kernelKills: [killOf(idA, 20)] })?.oom).toBe('proven');
  });

  it("proves an OOM kill by the cgroup's own counter", () => {
    const oomCounts = [{ time: start + 20_100, containerId: idA, kills: 1 }];
    expect(deathOf(terminated(137, 'Error'), { oomCounts })?.oom).toBe('proven');
  });

  it('takes a counter of zero for no proof', () => {
    const oomCounts = [{ time: start + 20_100, containerId: idA, kills: 0 }];
    expect(deathOf(terminated(137, 'Error'), { oomCounts })?.oom).toBe('unknown');
  });

  it("does not take another container's kernel line for its own", () => {
    expect(deathOf(terminated(137, 'Error'), { kernelKills: [killOf(idB, 20)] })?.oom).toBe('unknown');
  });

  it('takes the kill of a child long before a liveness kill for no OOM death', () => {
    const parts = { kernelKills: [killOf(idA, 3)], events: [killingEvent(probeKill, 18)] };
    expect(deathOf(terminated(137, 'Error'), parts)?.oom).toBe('no');
  });

  it('takes the kill of a child just before a liveness kill for no OOM death', () => {
    const parts = { kernelKills: [killOf(idA, 16)], events: [killingEvent(probeKill, 18)] };
    expect(deathOf(terminated(137, 'Error'), parts)?.oom).toBe('no');
  });

  it('does not take the kill of a child long before for the cause of a later SIGKILL', () => {
    const parts = { kernelKills: [killOf(idA, 3)], memory: memory(() => 40) };
    expect(deathOf(terminated(137, 'Error'), parts)?.oom).toBe('no');
  });

  it('only reports OOMKilled where nothing else speaks of it', () => {
    expect(deathOf(terminated(137, 'OOMKilled'))?.oom).toBe('reported');
  });

  it.each([0, 143])('only reports OOMKilled with exit code %i, which a killed child leaves', (exitCode) => {
    expect(deathOf(terminated(exitCode, 'OOMKilled'), { kernelKills: [killOf(idA, 19)] })?.oom).toBe('reported');
  });

  it('calls a SIGKILL at the limit that nobody else announced a likely OOM kill', () => {
    expect(deathOf(terminated(137, 'Error'), { memory: memory(toTheLimit) })?.oom).toBe('likely');
  });

  it('calls it likely too where a fast climb met the limit between two samples', () => {
    const fast = (seconds: number) => (seconds < 18 ? 20 : 20 + 45 * (seconds - 18));
    expect(deathOf(terminated(137, 'Error'), { memory: memory(fast, 20) })?.oom).toBe('likely');
  });

  it('calls a SIGKILL far below the limit no OOM kill', () => {
    expect(deathOf(terminated(137, 'Error'), { memory: memory(() => 40) })?.oom).toBe('no');
  });

  it('leaves a SIGKILL open that came between, at nine tenths of the limit', () => {
    expect(deathOf(terminated(137, 'Error'), { memory: memory(() => 115) })?.oom).toBe('unknown');
  });

  it('leaves a SIGKILL open whose last seconds nobody sampled', () => {
    expect(deathOf(terminated(137, 'Error'), { memory: memory(toTheLimit, 12) })?.oom).toBe('unknown');
  });

  it('does not count page cache as memory at the limit', () => {
    const samples = samplesOf(() => 8).map((sample) => ({ ...sample, usage: 134_000_000 }));
    const series = [{ pod: 'ledger-5d4f8-x2x2x', container: 'app', samples }];
    expect(deathOf(terminated(137, 'Error'), { memory: series })?.oom).toBe('no');
  });

  it.each([probeKill, 'Stopping container app'])(
    'calls a SIGKILL after "%s" no OOM kill, even at the limit',
    (text) => {
      const parts = { events: [killingEvent(text, 18)], memory: memory(toTheLimit) };
      expect(deathOf(terminated(137, 'Error'), parts)?.oom).toBe('no');
    },
  );

  it('does not blame a Killing event of another life', () => {
    const parts = { events: [killingEvent(probeKill, 40)], memory: memory(toTheLimit) };
    expect(deathOf(terminated(137, 'Error'), parts)?.oom).toBe('likely');
  });

  it.each([
    [2, 'likely'],
    [3, 'no'],
  ])('reads a Killing event that was folded %i times, before and after this life, as %s', (count, oom) => {
    const event = { ...killingEvent(probeKill, 40), count, firstTimestamp: at(-30) };
    expect(deathOf(terminated(137, 'Error'), { events: [event], memory: memory(toTheLimit) })?.oom).toBe(oom);
  });

  it('does not blame a Killing event of another container', () => {
    const event = killingEvent('Container web failed liveness probe, will be restarted', 18);
    event.involvedObject.fieldPath = 'spec.containers{web}';
    expect(deathOf(terminated(137, 'Error'), { events: [event], memory: memory(toTheLimit) })?.oom).toBe('likely');
  });

  it.each([
    [1, 'Error', 'no'],
    [139, 'Error', 'no'],
    [137, 'ContainerStatusUnknown', 'unknown'],
    [137, 'RestartingAllContainers', 'no'],
  ])('judges exit code %i with reason %s as %s', (exitCode, reason, oom) => {
    expect(deathOf(terminated(exitCode, reason), { memory: memory(toTheLimit) })?.oom).toBe(oom);
  });

  it('says where each piece of the proof was read', () => {
    const death = deathOf(terminated(137, 'Error'), { kernelKills: [killOf(idA, 20)] });
    expect(death?.proof.map(({ source }) => source)).toEqual([
      'pods.json: ledger-5d4f8-x2x2x status.containerStatuses[0].lastState.terminated',
      'kernel.log',
      'kernel.log',
    ]);
  });

  it('counts the instance before the current one as one restart earlier', () => {
    expect(deathOf(terminated(137, 'OOMKilled'))).toMatchObject({ restart: 0, containerId: idA });
  });

  it('counts a dead instance in back-off as the newest', () => {
    const pod = podOf(terminated(137, 'OOMKilled'), {
      status: {
        restartCount: 3,
        containerID: `containerd://${idA}`,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    });
    expect(terminationsOf(pod)).toMatchObject([{ restart: 3 }]);
  });

  it('reads both ends that a status holds, and those of init containers', () => {
    const pod = podOf(terminated(137, 'OOMKilled'), {
      status: {
        state: { terminated: terminated(1, 'Error', { containerID: `containerd://${idB}`, finishedAt: at(30) }) },
      },
    });
    const init = { name: 'setup', ready: false, restartCount: 0, state: { terminated: terminated(0, 'Completed') } };
    if (pod.status !== undefined) pod.status.initContainerStatuses = [init];
    const found = terminationsOf(pod).map(({ container, restart }) => [container, restart]);
    expect(found).toEqual([
      ['app', 0],
      ['app', 1],
      ['setup', 0],
    ]);
  });
});
