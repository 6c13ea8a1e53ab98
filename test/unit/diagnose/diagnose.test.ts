import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/diagnose/diagnose.ts';
import type { MemorySample } from '../../../src/evidence/memory.ts';
import type { Pod } from '../../../src/evidence/objects.ts';
import {
  at,
  evidenceOf,
  idA,
  idB,
  killingEvent,
  killOf,
  podOf,
  samplesOf,
  start,
  terminated,
} from '../evidence/evidence-of.ts';

const name = 'ledger-5d4f8-x2x2x';
const series = (samples: MemorySample[], pod = name) => [{ pod, container: 'app', samples }];
const leak = (seconds: number) => 27 + 5 * seconds;
/** A heap that fills and is collected every four seconds, above a floor. */
const sawtooth = (floor: (seconds: number) => number) => (seconds: number) => floor(seconds) + 5 * (seconds % 4);
const killed = { pods: [podOf(terminated(137, 'OOMKilled'))], kernelKills: [killOf(idA, 20)] };
const ofDeployment = (pod: Pod) => ({
  replicasets: [
    {
      metadata: {
        name: 'ledger-5d4f8',
        ownerReferences: [{ kind: 'Deployment', name: 'ledger', uid: 'd', controller: true }],
      },
    },
  ],
  pod,
});

describe('diagnosis', () => {
  it('finds a leak in a single kill at the end of a climb', () => {
    const findings = diagnose(evidenceOf({ ...killed, memory: series(samplesOf(leak)) }));
    expect(findings.map(({ cause }) => cause)).toEqual(['memory-leak']);
  });

  it('finds a leak before it has killed anyone, and says when it will', () => {
    const [finding] = diagnose(
      evidenceOf({ pods: [podOf(undefined)], memory: series(samplesOf((seconds) => 27 + seconds, { to: 60 })) }),
    );
    expect(finding).toMatchObject({ cause: 'memory-leak', figures: { oomKills: 0, secondsUntilLimit: 41 } });
    expect(finding?.confidence).toBeLessThanOrEqual(0.7);
  });

  it.each([
    ['of the whole machine', 'CONSTRAINT_NONE', ''],
    ['of all pods', 'CONSTRAINT_MEMCG', '/kubepods'],
    ['of a node that is a container', 'CONSTRAINT_MEMCG', `/docker/${idB}`],
  ])('finds a node without memory where the kernel kills at a limit %s', (_limit, constraint, cgroup) => {
    const kill = killOf(idA, 20);
    const lines = kill.lines.map((line) => line.replace(/oom_memcg=[^,]*/, `oom_memcg=${cgroup}`));
    const kernelKills = [{ ...kill, constraint, lines }];
    const memory = series(samplesOf(() => 30));
    expect(diagnose(evidenceOf({ ...killed, kernelKills, memory })).map(({ cause }) => cause)).toEqual([
      'node-memory-pressure',
    ]);
  });

  it('finds the leak where lives after the first one begin with a full volume in memory', () => {
    const pod = podOf(terminated(137, 'OOMKilled'));
    const volumes = [{ name: 'spool', emptyDir: { medium: 'Memory' } }];
    const [first, second] = [
      { ...pod, spec: { ...pod.spec, volumes } },
      { exitCode: 137, reason: 'OOMKilled' },
    ];
    const startedAt = new Date(start + 25_000).toISOString();
    const state = {
      ...second,
      containerID: `containerd://${idB}`,
      startedAt,
      finishedAt: new Date(start + 26_000).toISOString(),
    };
    const ending = { pod: name, container: 'app', containerId: idB, restart: 1, state };
    const evidence = evidenceOf({ ...killed, pods: [first], memory: series(samplesOf(leak)), endings: [ending] });
    const kernelKills = [killOf(idA, 20), killOf(idB, 26)];
    expect(diagnose({ ...evidence, kernelKills }).map(({ cause }) => cause)).toEqual(['memory-leak']);
  });

  it('finds no leak in a heap that is collected', () => {
    const memory = series(
      samplesOf(
        sawtooth(() => 40),
        { to: 60 },
      ),
    );
    expect(diagnose(evidenceOf({ pods: [podOf(undefined)], memory }))).toMatchObject([{ cause: 'none' }]);
  });

  it('finds no leak in a warm-up', () => {
    const memory = series(samplesOf((seconds) => 40 + 30 * (1 - Math.exp(-seconds / 8)), { to: 60 }));
    expect(diagnose(evidenceOf({ pods: [podOf(undefined)], memory }))).toMatchObject([{ cause: 'none' }]);
  });

  it('finds the leak under the teeth of a garbage collector', () => {
    const climbing = sawtooth((seconds) => 25 + 1.5 * seconds);
    const pods = [podOf(terminated(137, 'OOMKilled', { finishedAt: at(60) }))];
    const evidence = evidenceOf({
      pods,
      kernelKills: [killOf(idA, 60)],
      memory: series(samplesOf(climbing, { to: 60 })),
    });
    expect(diagnose(evidence)).toMatchObject([{ cause: 'memory-leak' }]);
  });

  it('cuts the curve at a restart instead of reading a crash loop as one sawtooth', () => {
    const memory = series([...samplesOf(leak), ...samplesOf(leak, { from: 21, to: 41, restart: 1 })]);
    const [finding] = diagnose(evidenceOf({ ...killed, memory }));
    expect(finding).toMatchObject({ cause: 'memory-leak', figures: { growthBytesPerSecond: 5 * 2 ** 20 } });
  });

  it('does not take page cache that grows for a leak', () => {
    const samples = samplesOf((seconds) => 20 + seconds, { to: 60 }).map((sample) => ({
      ...sample,
      workingSet: 20 * 2 ** 20,
      rss: 18 * 2 ** 20,
    }));
    expect(diagnose(evidenceOf({ pods: [podOf(undefined)], memory: series(samples) }))).toMatchObject([
      { cause: 'none' },
    ]);
  });

  it('finds too low a limit where memory lies flat beside it until the kill', () => {
    const memory = series(samplesOf((seconds) => (seconds < 0.5 ? 30 : 122)));
    expect(diagnose(evidenceOf({ ...killed, memory }))).toMatchObject([{ cause: 'limit-too-low' }]);
  });

  it('finds too low a limit in a kill within the first seconds', () => {
    const pods = [podOf(terminated(137, 'OOMKilled', { finishedAt: at(1) }))];
    expect(diagnose(evidenceOf({ pods, kernelKills: [killOf(idA, 1)] }))).toMatchObject([{ cause: 'limit-too-low' }]);
  });

  it('says against too low a limit that nobody saw the memory grow', () => {
    const pods = [podOf(terminated(137, 'OOMKilled', { finishedAt: at(1) }))];
    const [finding] = diagnose(evidenceOf({ pods, kernelKills: [killOf(idA, 1)] }));
    expect(finding?.against).toHaveLength(1);
  });

  it('finds a burst of load in a jump from a flat level', () => {
    const memory = series(samplesOf((seconds) => (seconds < 17 ? 40 : 40 + 29 * (seconds - 17))));
    expect(diagnose(evidenceOf({ ...killed, memory }))).toMatchObject([{ cause: 'load-spike' }]);
  });

  it('leaves an OOM kill far below the own limit unclassified', () => {
    const memory = series(samplesOf(() => 40));
    expect(diagnose(evidenceOf({ ...killed, memory }))).toMatchObject([{ cause: 'oom-unclassified' }]);
  });

  it('weighs a probe that killed too against the leak', () => {
    const probe = { periodSeconds: 5 };
    const pods = [podOf(terminated(137, 'OOMKilled'), { container: { livenessProbe: probe } })];
    const evidence = evidenceOf({ ...killed, pods, memory: series(samplesOf(leak)) });
    const [clean] = diagnose(evidence);
    const events = [killingEvent('Container app failed liveness probe, will be restarted', 50)];
    const [blamed] = diagnose({ ...evidence, events });
    expect(blamed?.against).toHaveLength(1);
    expect(blamed?.confidence).toBeLessThan(clean?.confidence ?? 0);
  });

  it('speaks of the Deployment behind the ReplicaSet', () => {
    const { replicasets, pod } = ofDeployment(podOf(terminated(137, 'OOMKilled')));
    const evidence = evidenceOf({ ...killed, pods: [pod], memory: series(samplesOf(leak)) });
    const [finding] = diagnose({ ...evidence, others: { ...evidence.others, replicasets } });
    expect(finding?.subject).toEqual({ kind: 'Deployment', name: 'ledger', container: 'app' });
  });

  it('speaks of the ReplicaSet where the Deployment is not in the evidence', () => {
    const [finding] = diagnose(evidenceOf({ ...killed, memory: series(samplesOf(leak)) }));
    expect(finding?.subject).toEqual({ kind: 'ReplicaSet', name: 'ledger-5d4f8', container: 'app' });
  });

  it('makes two findings of two faults, the surer first', () => {
    const other = podOf(terminated(137, 'Error', { containerID: `containerd://${'c'.repeat(64)}` }), {
      name: 'cart-1',
    });
    other.metadata.ownerReferences = [{ kind: 'StatefulSet', name: 'cart', uid: 's', controller: true }];
    const memory = [
      ...series(samplesOf(leak)),
      ...series(
        samplesOf((seconds) => (seconds < 0.5 ? 30 : 123)),
        'cart-1',
      ),
    ];
    const findings = diagnose(evidenceOf({ ...killed, pods: [other, ...killed.pods], memory }));
    expect(findings.map(({ cause, subject }) => [cause, subject.name])).toEqual([
      ['memory-leak', 'ledger-5d4f8'],
      ['limit-too-low', 'cart'],
    ]);
  });

  it('counts an old OOM kill on a container that has been flat ever since for nothing', () => {
    const memory = series([...samplesOf(leak), ...samplesOf(() => 40, { from: 21, to: 120, restart: 1 })]);
    const [finding] = diagnose(evidenceOf({ ...killed, memory, collectedAt: start + 120_000 }));
    expect(finding).toMatchObject({ cause: 'none', summary: expect.stringContaining('was OOM-killed 100 s ago') });
  });

  it('does not count an old OOM kill for nothing while the memory climbs again', () => {
    const slowly = (seconds: number) => 27 + 0.5 * seconds;
    const memory = series([...samplesOf(leak), ...samplesOf(slowly, { from: 21, to: 120, restart: 1 })]);
    const [finding] = diagnose(evidenceOf({ ...killed, memory, collectedAt: start + 120_000 }));
    expect(finding?.cause).toBe('memory-leak');
  });

  it('does not count a kill for nothing that was only just now', () => {
    const memory = series([...samplesOf(leak), ...samplesOf(() => 40, { from: 21, to: 40, restart: 1 })]);
    const [finding] = diagnose(evidenceOf({ ...killed, memory, collectedAt: start + 40_000 }));
    expect(finding?.cause).toBe('memory-leak');
  });

  it('counts old OOM kills whose kernel lines the status has forgotten', () => {
    const pods = [
      podOf(terminated(137, 'OOMKilled', { startedAt: at(30), finishedAt: at(50) }), { status: { restartCount: 2 } }),
    ];
    const memory = series([...samplesOf(leak), ...samplesOf(leak, { from: 30, to: 50, restart: 1 })]);
    const kernelKills = [killOf('d'.repeat(64), 20), killOf(idA, 50)];
    const [finding] = diagnose(evidenceOf({ pods, memory, kernelKills }));
    expect(finding?.figures).toMatchObject({ oomKills: 2, restarts: 2, timeToDeathSeconds: 20 });
  });

  it('says that nothing can be said of a SIGKILL that left no trace', () => {
    const [finding] = diagnose(evidenceOf({ pods: [podOf(terminated(137, 'Error'))] }));
    expect(finding).toMatchObject({
      cause: 'none',
      confidence: 0.5,
      summary: expect.stringContaining('nothing seen says by whom'),
    });
  });

  it('answers for an empty namespace', () => {
    expect(diagnose(evidenceOf())).toMatchObject([{ cause: 'none', subject: { kind: 'Namespace', name: 'shop' } }]);
  });

  it('quotes names that a shell would read more into', () => {
    const pods = [podOf(terminated(137, 'OOMKilled'), { name: "x'; rm -rf $HOME" })];
    const [finding] = diagnose(evidenceOf({ pods, kernelKills: [killOf(idA, 20)] }));
    expect(finding?.next[0]).toBe(String.raw`kubectl -n shop describe pod 'x'\''; rm -rf $HOME'`);
  });
});

describe('an OOM kill in a slow start', () => {
  const slow = (ready: boolean): Pod => {
    const pod = podOf(terminated(137, 'OOMKilled', { finishedAt: at(8) }), {
      container: { readinessProbe: { periodSeconds: 2 } },
    });
    const lastTransitionTime = at(ready ? 4 : 0);
    const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime }];
    return { ...pod, status: { ...pod.status, startTime: at(0), conditions } };
  };
  const memory = series(samplesOf((seconds) => 20 + 13 * seconds, { to: 8 }));

  it('of a container that has never been ready is a limit that is too low', () => {
    const findings = diagnose(evidenceOf({ pods: [slow(false)], kernelKills: [killOf(idA, 8)], memory }));
    expect(findings.map(({ cause }) => cause)).toEqual(['limit-too-low']);
  });

  it('of a container that was ready is a leak', () => {
    const findings = diagnose(evidenceOf({ pods: [slow(true)], kernelKills: [killOf(idA, 8)], memory }));
    expect(findings.map(({ cause }) => cause)).toEqual(['memory-leak']);
  });
});
