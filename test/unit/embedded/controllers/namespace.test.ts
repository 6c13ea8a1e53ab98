import { expect, test } from 'vitest';
import type { Lab } from './lab.ts';
import { startLab } from './lab.ts';
import { deploymentOf, podOf } from './manifests.ts';

const key = { resource: 'namespaces', name: 'shop' };

async function deleted(lab: Lab) {
  lab.store.delete(key);
  await lab.settled();
}

test('every namespace has the service account default and the certificate authority', async () => {
  const lab = await startLab();
  expect(lab.all('serviceaccounts').map(({ metadata }) => metadata.name)).toEqual(['default']);
  expect(lab.all('configmaps')).toMatchObject([{ metadata: { name: 'kube-root-ca.crt' }, data: { 'ca.crt': 'PEM' } }]);
});

test('the service account comes back when it is deleted', async () => {
  const lab = await startLab();
  lab.store.delete({ resource: 'serviceaccounts', namespace: 'shop', name: 'default' });
  await lab.settled();
  expect(lab.all('serviceaccounts')).toHaveLength(1);
});

test('the four namespaces of every cluster are there', async () => {
  const lab = await startLab();
  const names = lab.store.list({ resource: 'namespaces' }).items.map(({ metadata }) => metadata.name);
  expect(names).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system', 'shop']);
});

test('a deleted namespace goes with all that is in it', async () => {
  const lab = await startLab();
  await lab.create('deployments.apps', deploymentOf({ replicas: 2 }));
  await deleted(lab);
  expect(lab.store.find(key)).toBeUndefined();
  for (const resource of ['deployments.apps', 'replicasets.apps', 'pods', 'serviceaccounts', 'configmaps', 'events']) {
    expect(lab.all(resource), resource).toEqual([]);
  }
});

test('a namespace waits for its pods, which have their grace, and says what is left', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('slow', { terminationGracePeriodSeconds: 20 }));
  lab.kubelet.letsGo = false;
  await deleted(lab);
  expect(lab.pods()[0]?.metadata.deletionGracePeriodSeconds).toBe(20);
  expect(lab.store.get(key)['status']).toMatchObject({
    phase: 'Terminating',
    conditions: expect.arrayContaining([
      expect.objectContaining({
        type: 'NamespaceContentRemaining',
        status: 'True',
        reason: 'SomeResourcesRemain',
        message: 'Some resources are remaining: pods. has 1 resource instances',
      }),
    ]),
  });
});

test('a namespace goes once its last pod is gone', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('slow'));
  lab.kubelet.letsGo = false;
  await deleted(lab);
  lab.store.delete({ resource: 'pods', namespace: 'shop', name: 'slow' }, { force: true });
  await lab.settled();
  expect(lab.store.find(key)).toBeUndefined();
});

test('an object with a finalizer keeps its namespace, which names it', async () => {
  const lab = await startLab();
  const metadata = { name: 'held', namespace: 'shop', finalizers: ['lab/hold'] };
  await lab.create('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
  await deleted(lab);
  expect(JSON.stringify(lab.store.get(key)['status'])).toContain(
    'Some content in the namespace has finalizers remaining: lab/hold in 1 resource instances',
  );
});
