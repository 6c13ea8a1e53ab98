import { describe, expect, it } from 'vitest';
import type { Aftermath, Baseline } from '../../../src/verify/case.ts';
import { judge } from '../../../src/verify/judge.ts';
import type { Verdict } from '../../../src/verify/judgement.ts';
import { aftermath, baseline, container, died, guarded, instance, memory, MiB, options, remedyAt } from './a-case.ts';

interface Row {
  it: string;
  baseline?: Partial<Baseline>;
  aftermath?: Partial<Aftermath>;
  because: RegExp;
}

function judges(verdict: Verdict, rows: Row[]): void {
  describe(`calls it ${verdict}`, () => {
    it.each(rows)('when $it', (row) => {
      const judgement = judge(baseline(row.baseline), aftermath(row.aftermath), options);
      expect(judgement.reasons[0]).toMatch(row.because);
      expect(judgement.verdict).toBe(verdict);
    });
  });
}

const otherPod = (pod: string, from: number, perSecond: number) =>
  instance({
    pod,
    containerId: pod,
    startedAt: remedyAt + from * 1000,
    endedAt: remedyAt + (from + 5) * 1000,
    replaced: true,
    samples: memory({ from, seconds: 5, floor: 20 * MiB, perSecond }),
  });

judges('resolved', [
  {
    it: 'the floor is flat and the work goes on',
    because: /^The memory floor of new-pod\/processor (stays at|rose while)/,
  },
  {
    it: 'the rate of work was never measured',
    baseline: { workRate: null },
    aftermath: { workRate: null },
    because: /floor/,
  },
  { it: 'work is a little slower', aftermath: { workRate: 810 }, because: /floor/ },
  {
    it: 'an old pod dies of the old fault while the rollout replaces it',
    aftermath: { instances: [died(9, { pod: 'old-pod' }, -8), instance()] },
    because: /floor/,
  },
  {
    it: 'a death of the baseline is reported a second time',
    aftermath: { instances: [died(9, { containerId: 'old' }), instance()] },
    because: /floor/,
  },
  {
    it: 'one pod was deleted once',
    aftermath: { instances: [otherPod('gone', 0, 0), instance({ startedAt: remedyAt })] },
    because: /floor/,
  },
  {
    it: 'a limit was lowered and a container that never had one still has none',
    baseline: { guarded: guarded({ containers: [container(), container({ name: 'side', memoryLimit: null })] }) },
    aftermath: {
      guarded: guarded({
        containers: [container({ memoryLimit: 96 * MiB }), container({ name: 'side', memoryLimit: null })],
      }),
    },
    because: /floor/,
  },
  {
    it: 'a container was renamed with all that guards it',
    aftermath: {
      guarded: guarded({ containers: [container({ name: 'worker' })] }),
      instances: [instance({ container: 'worker' })],
    },
    because: /floor/,
  },
  {
    it: 'it grows by a little, as Node does without a leak',
    aftermath: { instances: [instance({ samples: memory({ floor: 35 * MiB, perSecond: 0.07 * MiB }) })] },
    because: /floor/,
  },
  {
    it: 'a file is read, and page cache grows a little',
    aftermath: { instances: [instance({ samples: memory({ otherPerSecond: 0.1 * MiB }) })] },
    because: /floor/,
  },
  {
    it: 'the floor climbs, but reaches the limit past the horizon',
    aftermath: {
      guarded: guarded({ containers: [container({ memoryLimit: 7168 * MiB })] }),
      instances: [instance({ samples: memory({ seconds: 30, perSecond: MiB, limit: 7168 * MiB }) })],
    },
    because: /past the horizon/,
  },
]);

judges('delayed', [
  {
    it: 'the limit is raised and the slope is the same',
    aftermath: {
      guarded: guarded({ containers: [container({ memoryLimit: 512 * MiB })] }),
      instances: [
        instance({ samples: memory({ floor: 20 * MiB, perSecond: 10 * MiB, limit: 512 * MiB, seconds: 22 }) }),
      ],
    },
    because: /still climbs/,
  },
  { it: 'it dies of memory again, much later', aftermath: { instances: [died(25)] }, because: /came back later/ },
  {
    it: 'its runtime gives up its heap, much later',
    aftermath: { instances: [died(25, { exitCode: 139, reason: 'Error', oom: 'no' })] },
    because: /as V8 does/,
  },
  {
    it: 'the limit is huge but within the node, and it would be reached within the horizon',
    aftermath: {
      guarded: guarded({ containers: [container({ memoryLimit: 4096 * MiB })] }),
      instances: [instance({ samples: memory({ floor: 20 * MiB, perSecond: 10 * MiB, limit: 4096 * MiB }) })],
    },
    because: /still climbs/,
  },
  {
    it: 'one of two replicas still climbs',
    aftermath: {
      instances: [
        instance(),
        instance({ pod: 'second', containerId: 'b', samples: memory({ floor: 20 * MiB, perSecond: 2.5 * MiB }) }),
      ],
    },
    because: /^The memory floor of second\/processor still climbs/,
  },
]);

judges('masked', [
  {
    it: 'it is scaled to zero',
    aftermath: { guarded: guarded({ replicas: 0 }), instances: [], rolloutComplete: false },
    because: /from 1 to 0 replicas/,
  },
  { it: 'the workload is gone', aftermath: { guarded: null, instances: [] }, because: /data-processor is gone/ },
  {
    it: 'the last old pod dies while it is scaled to zero',
    aftermath: { guarded: guarded({ replicas: 0 }), instances: [died(9, { pod: 'old-pod' }, -8)] },
    because: /0 replicas/,
  },
  {
    it: 'the limit is removed',
    aftermath: { guarded: guarded({ containers: [container({ memoryLimit: null })] }) },
    because: /no memory limit \(it was 128 MiB\)/,
  },
  {
    it: 'the limit is above the memory of the node',
    aftermath: { guarded: guarded({ containers: [container({ memoryLimit: 2 ** 40 })] }) },
    because: /that is no limit/,
  },
  {
    it: 'the container that failed is taken out',
    baseline: { guarded: guarded({ containers: [container(), container({ name: 'side' })] }) },
    aftermath: { guarded: guarded({ containers: [container({ name: 'side' })] }) },
    because: /Container processor was taken out/,
  },
  {
    it: 'a renamed container has no limit',
    aftermath: { guarded: guarded({ containers: [container({ name: 'worker', memoryLimit: null })] }) },
    because: /Container worker has no memory limit/,
  },
  {
    it: 'the leak moves to a new container without a limit',
    aftermath: {
      guarded: guarded({ containers: [container(), container({ name: 'helper', memoryLimit: null, probes: {} })] }),
    },
    because: /Container helper has no memory limit/,
  },
  {
    it: 'the cgroup was freed of the limit behind the back of the API server',
    aftermath: { instances: [instance({ samples: memory({ limit: null }) })] },
    because: /its cgroup has none/,
  },
  { it: 'a replica fewer runs', baseline: { guarded: guarded({ replicas: 3 }) }, because: /from 3 to 1 replicas/ },
  {
    it: 'the service leads elsewhere, to a pod that does nothing',
    aftermath: { guarded: guarded({ services: [] }) },
    because: /no longer leads/,
  },
  {
    it: 'the liveness probe is deleted',
    aftermath: { guarded: guarded({ containers: [container({ probes: {} })] }) },
    because: /liveness probe of container processor was deleted/,
  },
  {
    it: 'an invariant no longer holds',
    aftermath: { invariants: [{ name: 'takes new events', held: false, expected: '202', got: '503' }] },
    because: /expected 202, got 503/,
  },
  { it: 'it survives because it works less', aftermath: { workRate: 500 }, because: /50 % of the 1000/ },
  {
    it: 'pods are deleted every few seconds, before they can fail',
    aftermath: { instances: [0, 5, 10, 15, 20].map((from) => otherPod(`pod-${from}`, from, 10 * MiB)) },
    because:
      /^5 containers were deleted with their pods after 4.8 s each|^5 containers were deleted with their pods after 5 s each.*5 of them was still climbing/,
  },
  {
    it: 'it ends itself in good order while its memory climbs',
    aftermath: { instances: [died(8, { exitCode: 0, reason: 'Completed', oom: 'no' })] },
    because: /Something else ends it now/,
  },
  {
    it: 'a probe kills it before memory does',
    aftermath: { instances: [died(8, { exitCode: 137, reason: 'Error', oom: 'no' })] },
    because: /Something else ends it now/,
  },
  {
    it: 'a wrapper starts the process anew inside a container that goes on',
    aftermath: {
      instances: [
        instance({
          samples: memory({}).map((sample, index) => ({
            ...sample,
            rss: index % 32 === 31 ? 2 * MiB : (20 + (index % 32) * 2.5) * MiB,
          })),
        }),
      ],
    },
    because: /was started anew 3 times/,
  },
]);

judges('failed', [
  {
    it: 'the API server refuses the remedy',
    aftermath: { remedy: { outcome: 'refused', detail: 'spec.foo: unknown field' } },
    because: /^Nothing changed: spec.foo/,
  },
  {
    it: 'it dies as before',
    aftermath: { instances: [died(9)] },
    because: /came back as before: killed for want of memory, proven by the kernel, after 9 s \(10 s before/,
  },
  {
    it: 'it dies as before and only the runtime says so',
    aftermath: { instances: [died(11, { oom: 'reported' })] },
    because: /as before/,
  },
  {
    it: 'it dies of SIGKILL and nobody saw who did it',
    aftermath: { instances: [died(10, { oom: 'unknown', reason: 'Error' })] },
    because: /as before/,
  },
  {
    it: 'no pod was replaced and the old one dies again',
    aftermath: { instances: [died(9, { pod: 'old-pod' })] },
    because: /as before/,
  },
  {
    it: 'V8 gives up its heap as early as the kernel did',
    aftermath: { instances: [died(10, { exitCode: 134, reason: 'Error', oom: 'no' })] },
    because: /another form/,
  },
  {
    it: 'it crashes at its start',
    aftermath: { instances: [died(1, { exitCode: 1, reason: 'Error', oom: 'no' })], rolloutComplete: false },
    because: /another way.*exit code 1 \(Error\)/,
  },
  {
    it: 'it ends in good order at its start',
    aftermath: { instances: [died(1, { exitCode: 0, reason: 'Completed', oom: 'no' })] },
    because: /another way/,
  },
  {
    it: 'the new pods never get ready',
    aftermath: { instances: [], rolloutComplete: false, rolloutDetail: 'ImagePullBackOff' },
    because: /never got ready: ImagePullBackOff/,
  },
  {
    it: 'one replica of two dies as before',
    aftermath: { instances: [instance({ pod: 'second', containerId: 'b' }), died(9)] },
    because: /as before/,
  },
]);

judges('inconclusive', [
  {
    it: 'the lab itself failed',
    aftermath: { environment: ['The API server was gone for 40 s.'], instances: [died(9)] },
    because: /API server/,
  },
  { it: 'the fault was never seen', baseline: { deaths: [], timesToFailure: [] }, because: /not seen before/ },
  {
    it: 'it was not watched for long enough',
    aftermath: { watchedSeconds: 12, instances: [instance({ samples: memory({ seconds: 12 }) })] },
    because: /watched for 12 s only.*15 s/,
  },
  {
    it: 'the only container to be seen was young',
    aftermath: { instances: [instance({ samples: memory({ seconds: 6 }) })] },
    because: /watched for 5.8 s only/,
  },
  {
    it: 'no memory was read',
    aftermath: { instances: [instance({ endedAt: null, samples: [] })] },
    because: /No memory/,
  },
  {
    it: 'only the memory of a bystander was read',
    aftermath: { instances: [instance({ samples: [] }), instance({ pod: 'idle', container: 'idle' })] },
    because: /No memory/,
  },
  { it: 'nobody knows whether it still works', aftermath: { workRate: null }, because: /could not be measured/ },
  {
    it: 'samples are too few for a trend',
    aftermath: { instances: [instance({ samples: memory({}).filter((_, index) => index % 12 === 0 || index > 117) })] },
    because: /too short/,
  },
  {
    it: 'what it keeps moved to memory that is not its own',
    aftermath: { instances: [instance({ samples: memory({ otherPerSecond: 1.5 * MiB }) })] },
    because: /page cache.*memory-backed volume/,
  },
]);

const killedInside = (after: number) => {
  return instance({ childKills: [{ time: remedyAt + after * 1000, after }] });
};

judges('failed', [
  {
    it: 'the kernel kills a process in the container as soon as before',
    baseline: { deaths: [] },
    aftermath: { instances: [killedInside(11)] },
    because: /^It came back as before: the kernel killed a process of it .* after 11 s \(10 s before/,
  },
  {
    it: 'the kernel now kills a process in it, where it was no fault of memory',
    baseline: { memory: false },
    aftermath: { instances: [killedInside(25)] },
    because: /^It fails in another way now: the kernel killed a process of it/,
  },
]);

judges('delayed', [
  {
    it: 'the kernel kills a process in the container later than before',
    baseline: { deaths: [] },
    aftermath: { instances: [killedInside(25)] },
    because: /^It came back later than before: the kernel killed a process of it/,
  },
]);
