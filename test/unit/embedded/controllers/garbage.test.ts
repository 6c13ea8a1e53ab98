import { expect, test } from 'vitest';
import { startLab } from './lab.ts';
import { deploymentOf, podOf } from './manifests.ts';

const web = { resource: 'deployments.apps', namespace: 'shop', name: 'web' };

async function deployed() {
  const lab = await startLab();
  await lab.create(web.resource, deploymentOf({ replicas: 2 }));
  return lab;
}

test('a deployment that is deleted takes its replica sets and pods with it', async () => {
  const lab = await deployed();
  lab.store.delete(web);
  await lab.settled();
  expect(lab.replicaSets()).toEqual([]);
  expect(lab.pods()).toEqual([]);
});

test('with Orphan its replica sets stay, without an owner', async () => {
  const lab = await deployed();
  lab.store.delete(web, { propagationPolicy: 'Orphan' });
  await lab.settled();
  expect(lab.store.find(web)).toBeUndefined();
  expect(lab.replicaSets()).toHaveLength(1);
  expect(lab.replicaSets()[0]?.metadata.ownerReferences).toBeUndefined();
  expect(lab.pods()).toHaveLength(2);
});

test('with Foreground it stays until the last of its pods is gone', async () => {
  const lab = await deployed();
  lab.kubelet.letsGo = false;
  lab.store.delete(web, { propagationPolicy: 'Foreground' });
  await lab.settled();
  expect(lab.store.get(web).metadata.finalizers).toEqual(['foregroundDeletion']);
  expect(lab.pods().every(({ metadata }) => metadata.deletionTimestamp !== undefined)).toBe(true);
  for (const { metadata } of lab.pods())
    lab.store.delete({ resource: 'pods', namespace: 'shop', name: metadata.name }, { force: true });
  await lab.settled();
  expect(lab.store.find(web)).toBeUndefined();
  expect(lab.replicaSets()).toEqual([]);
});

test('what comes with an owner that never was is deleted', async () => {
  const lab = await startLab();
  const pod = podOf('lost');
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'no-such-uid' };
  await lab.create('pods', { ...pod, metadata: { ...pod.metadata, ownerReferences: [owner] } });
  expect(lab.pods()).toEqual([]);
});

test('what has another owner left stays, and forgets the one that went', async () => {
  const lab = await startLab();
  const owners = ['one', 'two'].map((name) =>
    lab.store.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } }),
  );
  const ownerReferences = owners.map(({ apiVersion, kind, metadata }) => ({
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid,
  }));
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'shared', namespace: 'shop', ownerReferences } };
  await lab.create('secrets', secret);
  lab.store.delete({ resource: 'configmaps', namespace: 'shop', name: 'one' });
  await lab.settled();
  expect(lab.all('secrets')[0]?.metadata.ownerReferences?.map(({ name }) => name)).toEqual(['two']);
});

test('an owner of a kind that is not served is taken to be there', async () => {
  const lab = await startLab();
  const ownerReferences = [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: 'w' }];
  const metadata = { name: 'kept', namespace: 'shop', ownerReferences };
  await lab.create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata });
  expect(lab.all('secrets')).toHaveLength(1);
});
