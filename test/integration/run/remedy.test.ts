import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyRemedy } from '../../../src/run/remedy/apply-remedy.ts';
import { writeRunKubeconfig } from '../../../src/run/run-kubeconfig.ts';
import { aPlan, aRemedy } from '../../unit/run/a-plan.ts';
import { FakeApiServer, failure, json } from '../kube/fake-api-server.ts';
import { runOn } from './a-run.ts';

const workload = '/apis/apps/v1/namespaces/lab/deployments/ledger';
const object = { metadata: { name: 'ledger' } };

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

describe('applying a remedy', () => {
  function file(...objects: object[]): string {
    const path = join(folder, 'remedy.yaml');
    writeFileSync(path, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    return path;
  }
  const patch = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'ledger' }, spec: { replicas: 0 } };

  test('patches what is there', async () => {
    server.on(`GET ${workload}`, json(object));
    server.on(`PATCH ${workload}`, json(object));
    const applied = await applyRemedy(runOn(server).context, aRemedy({ file: file(patch) }));
    expect(applied).toEqual({ outcome: 'applied', detail: 'patched Deployment ledger' });
    const request = server.requests.at(-1);
    expect(request?.headers['content-type']).toBe('application/strategic-merge-patch+json');
    expect(JSON.parse(request?.body ?? '')).toEqual(patch);
  });

  test('makes what is not there', async () => {
    server.on(`PATCH ${workload}`, json(object));
    const applied = await applyRemedy(runOn(server).context, aRemedy({ file: file(patch) }));
    expect(applied).toEqual({ outcome: 'applied', detail: 'created Deployment ledger' });
    expect(server.requests.at(-1)?.headers['content-type']).toBe('application/apply-patch+yaml');
  });

  test.each([
    ['patched', json(object)],
    ['created', failure(404, 'NotFound', 'not found')],
  ])("is %s in the run's namespace, although the file names another", async (what, there) => {
    server.on(`GET ${workload}`, there);
    server.on(`PATCH ${workload}`, json(object));
    const elsewhere = { ...patch, metadata: { name: 'ledger', namespace: 'prod' } };
    const { detail } = await applyRemedy(runOn(server).context, aRemedy({ file: file(elsewhere) }));
    expect([detail, server.requests.at(-1)?.body.includes('"namespace":"lab"')]).toEqual([
      `${what} Deployment ledger`,
      true,
    ]);
  });

  test('that the API server refuses is refused, in its words', async () => {
    server.on(`GET ${workload}`, json(object));
    server.on(`PATCH ${workload}`, failure(422, 'Invalid', 'spec.replicas: Invalid value'));
    const applied = await applyRemedy(runOn(server).context, aRemedy({ file: file(patch) }));
    expect(applied).toEqual({ outcome: 'refused', detail: 'spec.replicas: Invalid value' });
  });

  test('that the API server refuses half-way is judged by what it left', async () => {
    server.on(`GET ${workload}`, json(object));
    server.on(`PATCH ${workload}`, json(object), failure(422, 'Invalid', 'spec.replicas: Invalid value'));
    const applied = await applyRemedy(runOn(server).context, aRemedy({ file: file(patch, patch) }));
    expect(applied).toEqual({
      outcome: 'error',
      detail: 'patched Deployment ledger, then: spec.replicas: Invalid value',
    });
  });

  test('restarts the workload as kubectl does', async () => {
    server.on(`PATCH ${workload}`, json(object));
    const applied = await applyRemedy(runOn(server).context, aRemedy({ restart: true }));
    expect(applied).toEqual({ outcome: 'applied', detail: 'restarted Deployment ledger' });
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-03-01T10:00:00.000Z' };
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({
      spec: { template: { metadata: { annotations } } },
    });
  });

  test('runs a command with a kubeconfig and the namespace', async () => {
    const out = join(folder, 'out');
    const command = `echo "$LEAKLAB_NAMESPACE $KUBECONFIG" >${out}`;
    const plan = aPlan({ folder });
    const applied = await applyRemedy(runOn(server, { plan }).context, aRemedy({ command }));
    expect(applied).toEqual({ outcome: 'applied', detail: `ran ${command}` });
    const files = [join(folder, 'kubeconfig'), server.kubeconfig].join(delimiter);
    expect(readFileSync(out, 'utf8')).toBe(`lab ${files}\n`);
  });

  test('with a command that fails is an error with its last words', async () => {
    const plan = aPlan({ folder });
    const applied = await applyRemedy(
      runOn(server, { plan }).context,
      aRemedy({ command: 'echo no luck >&2; exit 3' }),
    );
    expect(applied.outcome).toBe('error');
    expect(applied.detail).toMatch(/exited with 3:\nno luck$/);
  });
});

describe('the kubeconfig for programs under test', () => {
  test("has the run's namespace in its current context, and no credentials", async () => {
    await writeRunKubeconfig(runOn(server, { plan: aPlan({ folder }) }).context);
    expect(JSON.parse(readFileSync(join(folder, 'kubeconfig'), 'utf8'))).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'fake', user: 'tester', namespace: 'lab' } }],
    });
  });

  test('is refused where the cluster has gone from the kubeconfig', async () => {
    const { context } = runOn(server, { plan: aPlan({ folder }) });
    const cluster = { ...context.lab.cluster, context: 'other' };
    const writing = writeRunKubeconfig({ ...context, lab: { ...context.lab, cluster } });
    await expect(writing).rejects.toThrow(`the context "other" is no longer in ${server.kubeconfig}`);
  });
});
