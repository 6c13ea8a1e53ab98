import { expect, it } from 'vitest';
import type { GuardedContainer } from '../../../src/verify/case.ts';
import { brokenProbes } from '../../../src/verify/probes.ts';
import { container } from './a-case.ts';

type Probes = GuardedContainer['probes'];
const http = (patienceSeconds: number) => ({ patienceSeconds, handler: 'httpGet' });

it.each<[string, Probes, Probes, RegExp | undefined]>([
  ['stands when nothing changes', { liveness: http(30) }, { liveness: http(30) }, undefined],
  ['stands when it is a little more patient', { liveness: http(30) }, { liveness: http(600) }, undefined],
  ['stands when it was as patient before', { liveness: http(4000) }, { liveness: http(5000) }, undefined],
  [
    'stands when its check becomes another kind of request',
    { liveness: http(30) },
    { liveness: { patienceSeconds: 30, handler: 'grpc' } },
    undefined,
  ],
  [
    'stands when a startup probe of some minutes is added',
    { liveness: http(30) },
    { liveness: http(30), startup: http(300) },
    undefined,
  ],
  [
    'stands when a startup probe goes and liveness stays',
    { liveness: http(30), startup: http(60) },
    { liveness: http(30) },
    undefined,
  ],
  ['breaks when it is deleted', { readiness: http(30) }, {}, /readiness probe of container processor was deleted/],
  [
    'breaks when it waits for a day',
    { liveness: http(30) },
    { liveness: http(86_400) },
    /looks on for 24 h 0 min before it acts \(before: 30 s\)/,
  ],
  [
    'breaks when a command takes its place',
    { liveness: http(30) },
    { liveness: { patienceSeconds: 30, handler: 'exec' } },
    /httpGet check became a command/,
  ],
  [
    'breaks when a new startup probe holds it back for a day',
    { liveness: http(30) },
    { liveness: http(30), startup: http(86_400) },
    /startup probe .*there was none before/,
  ],
])('a probe %s', (_title, before, after, broken) => {
  const [sentence] = brokenProbes(container({ probes: before }), container({ probes: after }));
  expect(sentence ?? '').toMatch(broken ?? /^$/);
});
