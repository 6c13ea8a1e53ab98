import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bringFault } from '../../../src/run/bring-fault.ts';
import { tellService } from '../../../src/run/tell-service.ts';
import type { FieldSettings, Invariant } from '../../../src/scenario/model.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { podOf } from '../../unit/evidence/evidence-of.ts';
import { aPlan, aScenario } from '../../unit/run/a-plan.ts';
import { FakeApiServer, json, list, liveEvents, plain } from '../kube/fake-api-server.ts';
import { runOn } from './a-run.ts';
import type { TestRun } from './a-run.ts';

const space = '/api/v1/namespaces/lab';
const workload = '/apis/apps/v1/namespaces/lab/deployments/ledger';
const set: FieldSettings = { image: 'ledger:2', requests: {}, limits: {}, env: {} };
const pod = podOf(undefined);

let server: FakeApiServer;
let run: TestRun;
beforeEach(async () => {
  server = await FakeApiServer.start();
  for (const kind of ['pods', 'events']) {
    server.on(`GET ${space}/${kind}`, kind === 'pods' ? list('1', pod) : list('1'));
    server.on(`WATCH ${space}/${kind}`, liveEvents().answer);
  }
  run = runOn(server);
  run.context.observation.start();
  await waitUntil({ for: 'the pod', within: 10, every: 0.01 }, () => run.context.observation.pods()[0]);
});
afterEach(async () => {
  await run.context.observation.stop();
  await server.close();
});

function deployment(available: number): object {
  const status = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: available };
  const template = { spec: { containers: [{ name: 'app' }] } };
  return { metadata: { name: 'ledger', generation: 1 }, spec: { replicas: 1, template }, status };
}

describe('the change that brings the fault', () => {
  test('is made once the revision before it is ready, whose pods are remembered', async () => {
    server.on(`GET ${workload}`, json(deployment(0)), json(deployment(1)));
    server.on(`PATCH ${workload}`, json(deployment(1)));
    await bringFault(run.context, { file: null, set });
    expect(server.asked().filter((asked) => asked.endsWith(workload))).toEqual([
      `GET ${workload}`,
      `GET ${workload}`,
      `PATCH ${workload}`,
    ]);
    expect([...run.context.earlierPods]).toEqual([pod.metadata.uid]);
    expect(run.said).toContainEqual(
      expect.objectContaining({
        text: 'rolled out and ready; then the change: set image ledger:2 of Deployment ledger',
      }),
    );
  });

  test('is not made where the revision before it never gets ready', async () => {
    server.on(`GET ${workload}`, json(deployment(0)));
    await expect(bringFault(run.context, { file: null, set })).rejects.toMatchObject({
      kind: 'environment',
      message: expect.stringMatching(
        /^ledger did not get ready before its change: 1 of 1 pods updated, 0 of 1 available/,
      ),
    });
    expect(server.asked()).not.toContain(`PATCH ${workload}`);
  });
});

test.each([
  [200, 'the service still does its job: the pods from before the change serve on'],
  [503, 'the service no longer does its job: "answers" does not hold'],
])('with an answer of %i it is said that %s', async (status, text) => {
  const answers: Invariant = { name: 'answers', method: 'GET', path: '/', body: null, status: 200, json: null };
  server.on(`GET ${space}/services/ledger:80/proxy/`, plain(status, 'well'));
  const plan = aPlan({ scenario: aScenario({ invariants: [answers] }) });
  await tellService({ ...run.context, plan });
  expect(run.said.at(-1)).toEqual({ type: 'note', level: 'info', text });
});
