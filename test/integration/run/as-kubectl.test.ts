import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { KubeApi } from '../../../src/kube/api.ts';
import { Connection } from '../../../src/kube/connection.ts';
import type { RunContext } from '../../../src/run/context.ts';
import { applyRemedy } from '../../../src/run/remedy/apply-remedy.ts';
import { byHand } from '../../../src/run/remedy/by-hand.ts';
import type { FieldSettings, Remedy } from '../../../src/scenario/model.ts';
import { waitUntil } from '../../../src/shared/retry.ts';
import { aRemedy, aScenario } from '../../unit/run/a-plan.ts';
import { hasKubectl, Kubectl, startWorld } from '../embedded/api/kubectl/kubectl.ts';
import { FakeApiServer } from '../kube/fake-api-server.ts';
import { runOn } from './a-run.ts';

const container = {
  name: 'app',
  image: 'ledger:1',
  resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
  env: [
    { name: 'MODE', value: 'slow' },
    { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    { name: 'OLD', value: 'yes' },
  ],
};
const sidecar = { name: 'proxy', image: 'proxy:1' };
const ledger = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'ledger',
    namespace: 'lab',
    labels: { app: 'ledger' },
    annotations: { 'kubernetes.io/change-cause': 'first' },
  },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'ledger' } },
    template: { metadata: { labels: { app: 'ledger' } }, spec: { containers: [container, sidecar] } },
  },
};
const nothing: FieldSettings = { image: null, requests: {}, limits: {}, env: {} };

/** What stands in the Deployment once `act` has been done to its second revision. */
async function after(act: (kubectl: Kubectl) => Promise<unknown>) {
  const kubectl = await Kubectl.start();
  const stopWorld = startWorld(kubectl);
  try {
    await kubectl.file('deployment.json', ledger);
    await kubectl.run('create', '-f', 'deployment.json');
    await revisions(kubectl, 1);
    await kubectl.run('set', 'image', 'deployment/ledger', 'app=ledger:2');
    await kubectl.run('annotate', 'deployment/ledger', 'kubernetes.io/change-cause=second', '--overwrite');
    await revisions(kubectl, 2);
    await act(kubectl);
    const { spec, metadata } = kubectl.lab.store.get({
      resource: 'deployments.apps',
      namespace: 'lab',
      name: 'ledger',
    });
    return { spec, cause: metadata.annotations?.['kubernetes.io/change-cause'] };
  } finally {
    stopWorld();
    await kubectl.stop();
  }
}

function revisions({ lab }: Kubectl, count: number): Promise<true> {
  const wait = { for: `revision ${count}`, within: 20, every: 0.05 };
  return waitUntil(wait, () => {
    const sets = lab.store.list({ resource: 'replicasets.apps', namespace: 'lab' }).items;
    return sets.length === count || undefined;
  });
}

async function natively({ lab }: Kubectl, remedy: Remedy) {
  const folder = mkdtempSync(join(tmpdir(), 'as-kubectl-'));
  const fake = await FakeApiServer.start();
  try {
    writeFileSync(join(folder, 'kubeconfig'), lab.api.kubeconfig('embedded'));
    const api = new KubeApi(Connection.open(join(folder, 'kubeconfig'), 'embedded'));
    const { context } = runOn(fake);
    const cluster = { ...context.lab.cluster, api };
    const within: RunContext = { ...context, lab: { ...context.lab, cluster } };
    return await applyRemedy(within, remedy);
  } finally {
    await fake.close();
    rmSync(folder, { recursive: true });
  }
}

/** The lines that reports show, typed by somebody. */
async function typed(kubectl: Kubectl, remedy: Remedy): Promise<void> {
  for (const line of await byHand(remedy, aScenario())) {
    const [, ...words] = line.split(' ');
    const { printed, status } = await kubectl.end(words);
    expect(status, printed).toBe(0);
  }
}

describe.skipIf(!hasKubectl)('a remedy leaves the Deployment as the kubectl lines do that are shown for it', () => {
  let untouched: unknown;
  beforeAll(async () => (untouched = (await after(() => Promise.resolve())).spec));

  test.each([
    ['an image', aRemedy({ set: { ...nothing, image: 'ledger:3' } })],
    [
      'a request and a limit',
      aRemedy({ set: { ...nothing, requests: { memory: '48Mi' }, limits: { cpu: '1', memory: '128Mi' } } }),
    ],
    ['a limit alone', aRemedy({ set: { ...nothing, limits: { memory: '256Mi' } } })],
    [
      'a variable, a new one, and one less',
      aRemedy({ set: { ...nothing, env: { MODE: 'fast', NEW: 'a=b', OLD: null } } }),
    ],
    ['a variable that was read from elsewhere', aRemedy({ set: { ...nothing, env: { NODE: 'mine' } } })],
    [
      'all of them',
      aRemedy({ set: { image: 'ledger:3', requests: { memory: '48Mi' }, limits: {}, env: { MODE: 'fast' } } }),
    ],
    ['the revision before', aRemedy({ undo: true })],
  ])('with %s', async (_what, remedy) => {
    const [native, manual] = await Promise.all([
      after((kubectl) => natively(kubectl, remedy)),
      after((kubectl) => typed(kubectl, remedy)),
    ]);
    expect(native).toEqual(manual);
    expect(native.spec).not.toEqual(untouched);
  });
});

test('an undo tells which revision it went back to', async () => {
  let applied;
  await after(async (kubectl) => (applied = await natively(kubectl, aRemedy({ undo: true }))));
  expect(applied).toEqual({ outcome: 'applied', detail: 'rolled Deployment ledger back to revision 1' });
});

test('an undo of the first revision is refused, as kubectl refuses it', async () => {
  const kubectl = await Kubectl.start();
  const stopWorld = startWorld(kubectl);
  try {
    kubectl.lab.create('deployments.apps', ledger);
    await revisions(kubectl, 1);
    expect(await natively(kubectl, aRemedy({ undo: true }))).toEqual({
      outcome: 'refused',
      detail: 'no rollout history found for deployment "ledger"',
    });
  } finally {
    stopWorld();
    await kubectl.stop();
  }
});
