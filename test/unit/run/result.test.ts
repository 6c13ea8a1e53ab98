import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/diagnose/finding.ts';
import { lifetimeOf } from '../../../src/run/instance.ts';
import type { ObservedInstance } from '../../../src/run/instance.ts';
import { toResult } from '../../../src/run/result.ts';
import type { Progress } from '../../../src/run/run.ts';
import type { Judgement, Verdict } from '../../../src/verify/judgement.ts';
import { idA, killOf, start } from '../evidence/evidence-of.ts';
import { aPlan, aRemedy } from './a-plan.ts';

const lab = { cluster: { name: 'kind cluster "leaklab"' }, clock: { now: () => start + 90_000 } };

function progress(different: Partial<Progress> = {}): Progress {
  const nothing = {
    deployed: true,
    baseline: null,
    findings: null,
    judgement: null,
    fault: null,
    judgedAt: null,
    load: null,
    infrastructure: false,
  };
  return { ...nothing, startedAt: start, ...different };
}

function judged(verdict: Verdict): Judgement {
  return { verdict, reasons: [`it is ${verdict}`], eta: null, trend: null };
}

function found(cause: Finding['cause']): Finding[] {
  const subject = { kind: 'Deployment', name: 'ledger' };
  return [
    { cause, subject, pods: [], confidence: 0.9, summary: 'It leaks.', for: [], against: [], figures: {}, next: [] },
  ];
}

const leak = found('memory-leak');
const fault = { kind: 'environment', message: 'no node', hint: 'leaklab doctor' } as const;

describe('a run is as expected', () => {
  const broken = aPlan({ remedy: null });
  const listed = aPlan({ remedy: aRemedy({ expect: 'delayed' }) });
  const unlisted = aPlan({ remedy: aRemedy({ expect: null }) });

  test.each([
    ['when it was only broken, and the cause is right', broken, progress({ findings: leak }), true],
    ['not when the cause is wrong', broken, progress({ findings: found('load-spike') }), false],
    ['not when no cause was found', broken, progress({ findings: [] }), false],
    ['when the verdict is the one stated', listed, progress({ findings: leak, judgement: judged('delayed') }), true],
    ['not when it is a better one', listed, progress({ findings: leak, judgement: judged('resolved') }), false],
    [
      'not with the right verdict on a wrong cause',
      listed,
      progress({ findings: [], judgement: judged('delayed') }),
      false,
    ],
    [
      'when nothing was stated and it is resolved',
      unlisted,
      progress({ findings: leak, judgement: judged('resolved') }),
      true,
    ],
    [
      'not when nothing was stated and it is delayed',
      unlisted,
      progress({ findings: leak, judgement: judged('delayed') }),
      false,
    ],
    [
      'and is undecided when it is inconclusive',
      listed,
      progress({ findings: leak, judgement: judged('inconclusive') }),
      null,
    ],
    ['and is undecided when it stopped early', listed, progress({ findings: leak, fault }), null],
  ])('%s', (_when, plan, known, asExpected) => {
    expect(toResult(plan, lab, known).asExpected).toBe(asExpected);
  });
});

describe('the verdict', () => {
  test('is none where no remedy was asked for', () => {
    expect(toResult(aPlan({ remedy: null }), lab, progress({ findings: leak })).verdict).toBeNull();
  });

  test.each([
    ['with a remedy', aPlan()],
    ['without one', aPlan({ remedy: null })],
  ])('is inconclusive when the run stopped early %s, and the fault is its reason', (_how, plan) => {
    const result = toResult(plan, lab, progress({ fault }));
    expect([result.verdict, result.reasons, result.fault]).toEqual(['inconclusive', ['no node'], fault]);
  });

  test('stands although the clean-up was interrupted', () => {
    const known = progress({ findings: leak, judgement: judged('delayed'), fault });
    expect(toResult(aPlan(), lab, known).verdict).toBe('delayed');
  });
});

test('the time of a run is from its start to the verdict, not to the end of the clean-up', () => {
  expect(toResult(aPlan(), lab, progress({ judgedAt: start + 47_300 })).seconds).toBe(47.3);
});

test('the symptom is told as it was last seen', () => {
  const guarded = { workload: { kind: 'Deployment', name: 'ledger' }, replicas: 1, containers: [], services: [] };
  const sightings = ['container app died by itself', 'container app died by itself again'];
  const baseline = { guarded, memory: false, sightings, pods: [], deaths: [], timesToFailure: [11.24], workRate: null };
  expect(toResult(aPlan(), lab, progress({ baseline })).symptom).toBe('container app died by itself again');
});

describe('the life of a container', () => {
  const state = { exitCode: 137, finishedAt: new Date(start + 11_000).toISOString() };
  const termination = { pod: 'p', container: 'app', containerId: idA, restart: 0, state, source: '' };
  const instance: ObservedInstance = {
    ...termination,
    podUid: 'u',
    startedAt: start,
    termination,
    endSeenAt: null,
    deleted: false,
    samples: [],
    kills: [],
    oomCount: null,
    announced: false,
  };

  test.each([
    ["lasts until the kernel's line where there is one", { kills: [killOf(idA, 11.24)] }, 11.24],
    ['lasts until what the status says', {}, 11],
    ['is never shorter than the second that Kubernetes rounds to', { startedAt: start + 10_900 }, 1],
    ['is unknown before its end', { termination: null }, null],
    ['is unknown without its start', { startedAt: null }, null],
  ])('%s', (_what, different, seconds) => {
    expect(lifetimeOf({ ...instance, ...different })).toBe(seconds);
  });
});
