import type { Incident } from '../../../scripts/lib/incident.ts';
import type { Death } from '../../../src/evidence/death.ts';

export const aDeath: Death = {
  pod: 'data-processor-1',
  container: 'processor',
  containerId: 'ab'.repeat(32),
  restart: 0,
  startedAt: 1_000,
  finishedAt: 12_000,
  exitCode: 137,
  reason: 'OOMKilled',
  message: null,
  oom: 'proven',
  proof: [
    {
      source: 'pods.json: data-processor-1 status.containerStatuses[0].lastState.terminated',
      text: 'exitCode 137, reason OOMKilled',
    },
  ],
};

/** An incident that has come as far as `fix`. */
export const anIncident: Incident = {
  version: 1,
  namespace: 'team-a',
  runId: '20260101-000000-bcdf',
  pace: 'lab',
  registry: null,
  baseline: {
    guarded: {
      workload: { kind: 'Deployment', name: 'data-processor' },
      replicas: 1,
      containers: [
        {
          name: 'processor',
          memoryLimit: 134_217_728,
          probes: { liveness: { patienceSeconds: 35, handler: 'httpGet' } },
        },
      ],
      services: ['data-processor'],
    },
    memory: true,
    sightings: ['container processor died by an OOM kill'],
    pods: ['old-pod'],
    deaths: [aDeath],
    timesToFailure: [11],
    workRate: 998.5,
  },
  cause: 'memory-leak',
  remedies: [{ name: 'bounded-buffer', expect: 'resolved', outcome: 'applied', detail: 'patched', appliedAt: 20_000 }],
};
