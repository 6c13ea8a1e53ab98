import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KubeApi } from '../../../../src/kube/api.ts';
import { Connection } from '../../../../src/kube/connection.ts';
import { isNotFound } from '../../../../src/kube/failure.ts';
import { watchObjects } from '../../../../src/kube/watch.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';
import { configMap, deployment, Lab, pod } from './lab.ts';

let lab: Lab;
let folder: string;
let api: KubeApi;
beforeEach(async () => {
  lab = await Lab.start();
  folder = await mkdtemp(join(tmpdir(), 'embedded-api-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, lab.api.kubeconfig('embedded'));
  api = new KubeApi(Connection.open(kubeconfig, 'embedded'), { patience: 0 });
});
afterEach(async () => {
  await lab.stop();
  await rm(folder, { recursive: true });
});

const maps = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'lab' };

describe('the engine’s own client', () => {
  test('applies an object twice and changes it once', async () => {
    const object = { ...deployment('ledger'), metadata: { name: 'ledger' } };
    const first = await api.apply(object, 'lab');
    const second = await api.apply(object, 'lab');
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  });

  test('patches the items of a list by their name', async () => {
    lab.create('deployments.apps', deployment('ledger'));
    const spec = { containers: [{ name: 'app', image: 'ledger:2' }] };
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'lab', name: 'ledger' };
    expect(await api.patch(reference, { spec: { template: { spec } } })).toMatchObject({
      spec: { template: { spec: { containers: [{ name: 'app', image: 'ledger:2' }] } } },
    });
  });

  test('is told that what it asks for is not there', async () => {
    const thrown = await api.get({ ...maps, name: 'none' }).catch((error: unknown) => error);
    expect(isNotFound(thrown)).toBe(true);
  });

  test('deletes what it made', async () => {
    lab.create('configmaps', configMap('a'));
    await api.delete({ ...maps, name: 'a' });
    expect((await api.list(maps)).items).toEqual([]);
  });

  test('reads logs and the answers of apps', async () => {
    lab.create('pods', pod('ledger', { nodeName: 'lab' }));
    expect(await api.log('lab', 'ledger', 'app', false)).toBe('one\ntwo\n');
  });

  test('watches from its list on, and hears of changes and deletions', async () => {
    lab.create('configmaps', configMap('a'));
    const heard: string[] = [];
    const over = new AbortController();
    const handlers = {
      changed: (object: { metadata: { name: string } }) => heard.push(`changed ${object.metadata.name}`),
      deleted: (object: { metadata: { name: string } }) => heard.push(`deleted ${object.metadata.name}`),
    };
    const watching = watchObjects(api, maps, handlers, over.signal);
    await waitUntil({ for: 'the list', within: 10, every: 0.05 }, () => heard[0]);
    lab.create('configmaps', configMap('b'));
    lab.store.delete({ resource: 'configmaps', namespace: 'lab', name: 'a' });
    await waitUntil({ for: 'the deletion', within: 10, every: 0.05 }, () => heard[2]);
    over.abort();
    await watching;
    expect(heard).toEqual(['changed a', 'changed b', 'deleted a']);
  });
});
