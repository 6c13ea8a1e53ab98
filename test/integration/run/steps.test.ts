import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { awaitStart } from '../../../src/run/await-start.ts';
import { deploy } from '../../../src/run/deploy.ts';
import { readGuarded, readGuardedIfThere } from '../../../src/run/guarded.ts';
import { checkInvariants } from '../../../src/run/invariants.ts';
import { deleteNamespace, namespaceGone, sweepLeftOvers } from '../../../src/run/namespace.ts';
import { awaitRollout } from '../../../src/run/rollout.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { podOf } from '../../unit/evidence/evidence-of.ts';
import { aPlan, aScenario, runId } from '../../unit/run/a-plan.ts';
import { cut, FakeApiServer, failure, json, list, liveEvents, plain } from '../kube/fake-api-server.ts';
import { runOn } from './a-run.ts';

const space = '/api/v1/namespaces/lab';
const workload = '/apis/apps/v1/namespaces/lab/deployments/ledger';
const notFound = failure(404, 'NotFound', 'not found');

let server: FakeApiServer;
let folder: string;
beforeEach(async () => {
  server = await FakeApiServer.start();
  folder = mkdtempSync(join(tmpdir(), 'run-'));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function deployment({ spec = {}, status = {}, metadata = {}, container = {} } = {}): object {
  const template = {
    metadata: { labels: { app: 'ledger', tier: 'web' } },
    spec: { containers: [{ name: 'app', ...container }] },
  };
  return { metadata: { name: 'ledger', generation: 2, ...metadata }, spec: { replicas: 1, template, ...spec }, status };
}

function service(name: string, selector: object | undefined): object {
  return { metadata: { name }, spec: selector === undefined ? {} : { selector } };
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const thrown = await call.catch((error: unknown) => error);
  if (!(thrown instanceof Fault)) throw new Error(`no Fault, but ${String(thrown)}`);
  return thrown;
}

describe('deploying', () => {
  function manifest(kind: string): string {
    const file = join(folder, `${kind}.yaml`);
    const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
    writeFileSync(file, JSON.stringify({ apiVersion, kind, ...deployment({ metadata: { generation: undefined } }) }));
    return file;
  }

  test('makes the namespace, waits for its ServiceAccount, and applies the manifests in their order', async () => {
    server.on('PATCH /api/v1/namespaces/lab', json({ metadata: { name: 'lab' } }));
    server.on(`GET ${space}/serviceaccounts`, list('1'), list('2', { metadata: { name: 'default' } }));
    server.on(`PATCH ${space}/services/ledger`, json(deployment()));
    server.on(`PATCH ${workload}`, json(deployment()));
    const manifests = [manifest('Service'), manifest('Deployment')];
    const { context } = runOn(server, { plan: aPlan({ scenario: aScenario({ manifests }) }) });
    await deploy(context);
    await context.observation.stop();
    const written = server.asked().filter((name) => name.startsWith('PATCH') || name.endsWith('serviceaccounts'));
    expect(written).toEqual([
      'PATCH /api/v1/namespaces/lab',
      `GET ${space}/serviceaccounts`,
      `GET ${space}/serviceaccounts`,
      `PATCH ${space}/services/ledger`,
      `PATCH ${workload}`,
    ]);
    const applied = server.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
    expect(applied.every((body) => body.includes(`"lab.run/id":"${runId}"`))).toBe(true);
    expect(applied.at(-1)).toContain('"env":[{"name":"PACE","value":"lab"}]');
  });
});

describe('waiting for the start', () => {
  test('ends with the words of the cluster when the trouble lasts', async () => {
    const state = { waiting: { reason: 'ErrImageNeverPull', message: 'Container image "x" is not present' } };
    server.on(`GET ${space}/pods`, list('1', podOf(undefined, { status: { ready: false, state } })));
    server.on(`WATCH ${space}/pods`, liveEvents().answer);
    server.on(`GET ${space}/events`, list('1'));
    server.on(`WATCH ${space}/events`, liveEvents().answer);
    const { context, clock, said } = runOn(server);
    context.observation.start();
    while (said.length === 0) await clock.sleep(0);
    const { kind, message } = await faultOf(awaitStart(context));
    await context.observation.stop();
    expect([kind, message]).toEqual([
      'environment',
      'container app of ledger-5d4f8-x2x2x cannot start: ErrImageNeverPull: Container image "x" is not present',
    ]);
    // The kubelet's second try may be better than its first.
    expect(clock.slept.length).toBeGreaterThan(40);
  });

  test('that is in vain tells that there is no pod', async () => {
    const { context } = runOn(server);
    expect((await faultOf(awaitStart(context))).message).toBe(
      'waited 120 s for container app of ledger to start, in vain; last seen: no pod',
    );
  });
});

describe('what a remedy may not take away', () => {
  test('is the memory limit, the probes with their patience, the replicas, the grace period and the Services', async () => {
    const container = {
      resources: { limits: { memory: '128Mi' } },
      livenessProbe: { httpGet: { port: 80 }, initialDelaySeconds: 5, periodSeconds: 2, failureThreshold: 4 },
      readinessProbe: { exec: { command: ['true'] } },
    };
    server.on(`GET ${workload}`, json(deployment({ spec: { replicas: 3 }, container })));
    const services = [
      service('ours', { app: 'ledger' }),
      service('other', { app: 'shop' }),
      service('none', undefined),
      service('all', {}),
    ];
    server.on(`GET ${space}/services`, list('1', ...services));
    const spec = { containers: [{ name: 'app', ...container }], terminationGracePeriodSeconds: 12 };
    const template = { spec, metadata: { labels: { app: 'ledger' } } };
    server.on(`GET ${workload}`, json(deployment({ spec: { replicas: 3, template } })));
    expect(await readGuarded(runOn(server).context)).toEqual({
      workload: { kind: 'Deployment', name: 'ledger' },
      replicas: 3,
      graceSeconds: 12,
      containers: [
        {
          name: 'app',
          memoryLimit: 134_217_728,
          probes: {
            liveness: { patienceSeconds: 13, handler: 'httpGet' },
            readiness: { patienceSeconds: 30, handler: 'exec' },
          },
        },
      ],
      services: ['ours'],
    });
  });

  test('has no limit and no probes where the container has none', async () => {
    server.on(`GET ${workload}`, json(deployment()));
    server.on(`GET ${space}/services`, list('1'));
    const { containers } = await readGuarded(runOn(server).context);
    expect(containers).toEqual([{ name: 'app', memoryLimit: null, probes: {} }]);
  });

  test('is nothing when the workload is gone', async () => {
    expect(await readGuardedIfThere(runOn(server).context)).toBeNull();
  });

  test('is not nothing when the API server refuses to say', async () => {
    server.on(`GET ${workload}`, failure(403, 'Forbidden', 'no'));
    await expect(readGuardedIfThere(runOn(server).context)).rejects.toThrow('no');
  });
});

describe('a rollout', () => {
  const done = { observedGeneration: 2, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };

  test.each([
    ['complete', { status: done }],
    ['scaled-down', { spec: { replicas: 0 }, status: { observedGeneration: 2 } }],
    ['unfinished', { status: { ...done, observedGeneration: 1 } }],
    ['unfinished', { status: { ...done, replicas: 2 } }],
    ['unfinished', { status: { ...done, updatedReplicas: 0 } }],
    ['unfinished', { status: { ...done, availableReplicas: 0 } }],
    ['unfinished', { spec: { replicas: 0 }, status: { observedGeneration: 2, replicas: 1 } }],
    ['unfinished', {}],
  ])('is %s with %j', async (state, object) => {
    server.on(`GET ${workload}`, json(deployment(object)));
    expect((await awaitRollout(runOn(server).context, () => false)).state).toBe(state);
  });

  test('of a workload that is gone is over', async () => {
    expect(await awaitRollout(runOn(server).context, () => false)).toEqual({
      state: 'gone',
      detail: 'Deployment ledger is gone',
    });
  });

  test('is waited for until it is complete', async () => {
    server.on(`GET ${workload}`, json(deployment()), json(deployment()), json(deployment({ status: done })));
    const { context, said } = runOn(server);
    expect((await awaitRollout(context, () => false)).state).toBe('complete');
    expect(said.map((event) => (event.type === 'progress' ? event.text : event.type))).toEqual([
      'rolling out: 0 of 1 pods updated, 0 of 0 available',
      'rolling out: 0 of 1 pods updated, 0 of 0 available',
    ]);
  });

  test('is given up after a minute and a half', async () => {
    server.on(`GET ${workload}`, json(deployment()));
    const { context, clock } = runOn(server);
    await awaitRollout(context, () => false);
    expect(clock.slept.reduce((sum, pause) => sum + pause, 0)).toBe(90_000);
  });
});

describe('what the service must still do', () => {
  const proxied = `${space}/services/ledger:80/proxy/events`;
  const invariant = { name: 'serves events', method: 'GET', path: '/events', body: null, status: 200 } as const;
  const withJson = { ...invariant, json: { field: 'events', check: 'length', atLeast: 2 } } as const;

  async function check(which: typeof withJson | (typeof invariant & { json: null })) {
    const plan = aPlan({ scenario: aScenario({ invariants: [which] }) });
    return checkInvariants(runOn(server, { plan }).context);
  }

  test.each([
    ['held by the status', { ...invariant, json: null }, plain(200, ''), true, 'HTTP 200'],
    ['broken by another status', { ...invariant, json: null }, plain(503, ''), false, 'HTTP 503'],
    ['held by enough entries', withJson, json({ events: [1, 2] }), true, 'HTTP 200 with 2 entries'],
    ['broken by too few entries', withJson, json({ events: [1] }), false, 'HTTP 200 with 1 entries'],
    ['broken by an answer without entries', withJson, plain(200, 'ok'), false, 'HTTP 200'],
    [
      'broken by the wrong status with the right entries',
      withJson,
      json({ events: [1, 2] }, 500),
      false,
      'HTTP 500 with 2 entries',
    ],
  ])('is %s', async (_how, which, answer, held, got) => {
    server.on(`GET ${proxied}`, answer);
    const entries = which.json === null ? '' : ' with at least 2 entries in events';
    expect(await check(which)).toEqual([
      { name: 'serves events', held, expected: `HTTP 200${entries} from GET /events`, got },
    ]);
  });

  test('is asked for again when the API server was away for a moment', async () => {
    server.on(`GET ${space}/services`, list('1'));
    server.on(`GET ${proxied}`, cut, plain(200, ''));
    expect(await check({ ...invariant, json: null })).toMatchObject([{ held: true }]);
  });

  test('is not broken by an API server that is lost: that is the fault of the lab', async () => {
    server.on(`GET ${space}/services`, failure(503, 'ServiceUnavailable', 'etcd is away'));
    server.on(`GET ${proxied}`, cut);
    await expect(check({ ...invariant, json: null })).rejects.toThrow(/has not answered/);
  });

  test('is broken by silence where the API server answers', async () => {
    server.on(`GET ${space}/services`, list('1'));
    server.on(`GET ${proxied}`, cut);
    expect(await check({ ...invariant, json: null })).toMatchObject([
      { held: false, got: expect.stringMatching(/^no answer \(/) },
    ]);
  });
});

describe('deleting a namespace', () => {
  const lab = '/api/v1/namespaces/lab';
  const ours = { metadata: { name: 'lab', labels: { 'lab.run/id': runId } } };

  test("starts with a run's own", async () => {
    server.on(`GET ${lab}`, json(ours));
    server.on(`DELETE ${lab}`, json(ours));
    expect(await deleteNamespace(server.api(), 'lab')).toBe(true);
    expect(server.asked()).toEqual([`GET ${lab}`, `DELETE ${lab}`]);
  });

  test.each([
    ['that is no run', json({ metadata: { name: 'lab', labels: { app: 'x' } } }), false],
    ['that is not there', notFound, false],
    [
      'that is going already',
      json({ metadata: { ...ours.metadata, deletionTimestamp: '2026-03-01T10:00:00Z' } }),
      true,
    ],
  ])('leaves one %s alone', async (_which, answer, wait) => {
    server.on(`GET ${lab}`, answer);
    expect(await deleteNamespace(server.api(), 'lab')).toBe(wait);
    expect(server.asked()).toEqual([`GET ${lab}`]);
  });

  test('is over when it is gone', async () => {
    server.on(`GET ${lab}`, json(ours), notFound);
    await namespaceGone(server.api(), 'lab');
    expect(server.asked()).toHaveLength(2);
  });

  test('is not over when the API server refuses to say', async () => {
    server.on(`GET ${lab}`, failure(403, 'Forbidden', 'no'));
    await expect(namespaceGone(server.api(), 'lab')).rejects.toThrow('no');
  });

  test('sweeps what is left over, and nothing else', async () => {
    const foreign = { metadata: { name: 'lab-2', labels: { 'lab.run/id': 'x' } } };
    server.on('GET /api/v1/namespaces', list('1', foreign));
    expect(await sweepLeftOvers(server.api())).toEqual([]);
    expect(server.requests.at(-1)?.query).toEqual({ labelSelector: 'lab.run/id' });
  });
});
