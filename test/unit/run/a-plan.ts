import { join } from 'node:path';
import type { Plan } from '../../../src/run/context.ts';
import type { RunResult } from '../../../src/run/events.ts';
import type { Remedy, Scenario } from '../../../src/scenario/model.ts';

export const runId = '20260301-100000-bcdf';

export function aRemedy(different: Partial<Remedy> = {}): Remedy {
  const remedy = { name: 'raise-limit', kind: 'workaround', expect: 'delayed', summary: 'Raises the limit.' } as const;
  const nothing = { file: null, set: null, undo: false, restart: false, traffic: null, command: null };
  return { ...remedy, explanation: null, ...nothing, ...different };
}

/** A scenario without files: a Deployment `ledger` with the container `app`. */
export function aScenario(different: Partial<Scenario> = {}): Scenario {
  return {
    folder: '/scenarios/list-leak',
    name: 'list-leak',
    title: 'The list that only grows',
    summary: 'Is restarted again and again.',
    tags: ['memory'],
    workload: { kind: 'Deployment', name: 'ledger', container: 'app' },
    service: { name: 'ledger', port: 80 },
    images: ['ledger:1.0.0'],
    externalImages: [],
    clusters: null,
    load: null,
    profiles: {},
    change: null,
    symptom: { kind: 'oom-kill', times: 1 },
    cause: 'memory-leak',
    paces: {
      lab: { name: 'lab', speedup: 100, env: { PACE: 'lab' }, failsWithin: 60 },
      real: { name: 'real', speedup: 1, env: { PACE: 'real' }, failsWithin: 2700 },
    },
    horizon: 604_800,
    manifests: [],
    invariants: [],
    remedies: [aRemedy()],
    hints: ['', '', ''],
    ...different,
  };
}

export function aPlan(different: Partial<Plan> = {}): Plan {
  const scenario = different.scenario ?? aScenario();
  const plan = { id: runId, scenario, remedy: aRemedy(), pace: scenario.paces.lab, keep: false };
  return { ...plan, folder: join('/runs', runId), ...different };
}

export function aResult(different: Partial<RunResult> = {}): RunResult {
  return {
    id: runId,
    scenario: 'list-leak',
    remedy: 'raise-limit',
    remedyKind: 'workaround',
    traffic: null,
    pace: 'lab',
    cluster: 'kind cluster "leaklab"',
    verdict: 'delayed',
    expected: 'delayed',
    asExpected: true,
    cause: 'memory-leak',
    expectedCause: 'memory-leak',
    confidence: 0.95,
    eta: {
      from: 'projected',
      lab: { expected: 48.2, low: 44, high: 53.5 },
      real: { expected: 4820, low: 4400, high: 5350 },
    },
    reasons: ['It lived longer than before.', 'The floor still climbs.'],
    explanation: null,
    symptom: 'container app died after 11 s by an OOM kill (proven; exit 137, OOMKilled): oom-kill:constraint=…',
    timesToFailure: [11.2],
    seconds: 47.3,
    load: null,
    folder: join('/runs', runId),
    fault: null,
    infrastructure: false,
    ...different,
  };
}
