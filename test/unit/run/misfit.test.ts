import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.ts';
import { Connection } from '../../../src/kube/connection.ts';
import { KubeApi } from '../../../src/kube/api.ts';
import { misfitOf, requireFit } from '../../../src/run/misfit.ts';
import { aScenario } from './a-plan.ts';

const engine = vi.hoisted(() => ({ user: 0 }));
vi.mock('node:process', () => ({ getuid: () => engine.user }));

const kubeconfig = join(mkdtempSync(join(tmpdir(), 'misfit-')), 'kubeconfig');
const clusters = [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }];
const contexts = [{ name: 'c', context: { cluster: 'c', user: 'u' } }];
writeFileSync(
  kubeconfig,
  JSON.stringify({ apiVersion: 'v1', kind: 'Config', clusters, contexts, users: [{ name: 'u', user: {} }] }),
);

function aCluster(different: Partial<Cluster> = {}): Cluster {
  const names = {
    name: 'the embedded cluster',
    origin: 'embedded',
    kubeconfig,
    context: 'c',
    nodes: [],
    kindName: null,
  } as const;
  const api = new KubeApi(Connection.open(kubeconfig, 'c'));
  return {
    ...names,
    api,
    limits: 'kernel',
    close: () => Promise.resolve(),
    ...different,
    nodes: different.nodes ?? [],
  };
}

function manifestWith(volume: object): string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'misfit-')), '10-deployment.yaml');
  const spec = { template: { spec: { volumes: [{ name: 'spool', ...volume }] } } };
  writeFileSync(
    file,
    JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'ledger' }, spec }),
  );
  return [file];
}

describe('a scenario runs on a cluster', () => {
  test('when it asks for nothing special', async () => {
    expect(await misfitOf(aScenario(), aCluster())).toBeNull();
  });

  test('when it is one of those that it names', async () => {
    const scenario = aScenario({ clusters: { only: ['kind', 'embedded'], why: 'it is so', evictsAfter: null } });
    expect(await misfitOf(scenario, aCluster())).toBeNull();
  });

  test('when its volume is in memory and the engine is root', async () => {
    engine.user = 0;
    const manifests = manifestWith({ emptyDir: { medium: 'Memory' } });
    expect(await misfitOf(aScenario({ manifests }), aCluster())).toBeNull();
  });

  test('when its volume is on disk and the engine an ordinary user', async () => {
    engine.user = 1000;
    expect(await misfitOf(aScenario({ manifests: manifestWith({ emptyDir: {} }) }), aCluster())).toBeNull();
  });
});

describe('a scenario does not run, and says why,', () => {
  test('on a kind of cluster that it does not name', async () => {
    const scenario = aScenario({ clusters: { only: ['kind'], why: 'it needs a node of its own', evictsAfter: null } });
    expect(await misfitOf(scenario, aCluster())).toBe('it runs on kind only: it needs a node of its own');
  });

  test('on a kind cluster that others share, when it starves its node', async () => {
    const scenario = aScenario({ clusters: { only: ['kind'], why: 'it is so', evictsAfter: 2 ** 30 } });
    expect(await misfitOf(scenario, aCluster({ origin: 'kind' }))).toBe(
      'it gets a kind cluster of its own, which a run of it alone makes: leaklab run list-leak --on kind',
    );
    expect(await misfitOf(scenario, aCluster({ origin: 'kind', evicts: true }))).toBeNull();
  });

  test('when its volume is in memory and the engine an ordinary user', async () => {
    engine.user = 1000;
    const manifests = manifestWith({ emptyDir: { medium: 'Memory' } });
    expect(await misfitOf(aScenario({ manifests }), aCluster())).toMatch(
      /^a volume of medium Memory is a folder on disk/,
    );
  });

  test('when the embedded cluster has no stand-in for an image of others', async () => {
    const scenario = aScenario({ externalImages: ['example.test/mainframe:9'] });
    expect(await misfitOf(scenario, aCluster())).toBe(
      'the embedded cluster has no registry to take example.test/mainframe:9 from',
    );
  });

  test('when a child is to be killed and a watchdog stands in for the kernel', async () => {
    const scenario = aScenario({ symptom: { kind: 'child-oom-kill', times: 1 } });
    expect(await misfitOf(scenario, aCluster({ limits: 'watchdog' }))).toMatch(/watchdog/);
  });

  test('when a child is to be killed and the node is out of reach', async () => {
    const scenario = aScenario({ symptom: { kind: 'child-oom-kill', times: 1 } });
    expect(await misfitOf(scenario, aCluster({ origin: 'context' }))).toMatch(/out of reach/);
  });

  test('as a fault of the environment that names another cluster', async () => {
    const scenario = aScenario({ clusters: { only: ['kind'], why: 'it is so', evictsAfter: null } });
    await expect(requireFit(scenario, aCluster())).rejects.toMatchObject({
      kind: 'environment',
      message: 'list-leak does not run on the embedded cluster: it runs on kind only: it is so',
      hint: 'leaklab run list-leak --on kind',
    });
  });
});
