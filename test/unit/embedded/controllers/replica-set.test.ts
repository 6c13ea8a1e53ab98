import { expect, test } from 'vitest';
import { StatusError } from '../../../../src/embedded/store/status-error.ts';
import { startLab } from './lab.ts';
import { asking, podOf, replicaSetOf } from './manifests.ts';

const resource = 'replicasets.apps';

test('its pods are named after it, owned by it and told as events', async () => {
  const lab = await startLab();
  const set = await lab.create(resource, replicaSetOf(1));
  const [pod] = lab.pods();
  expect(pod?.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  expect(pod?.metadata['generateName']).toBe('web-');
  expect(pod?.metadata.ownerReferences).toEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: 'web',
      uid: set.metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    },
  ]);
  expect(lab.events('SuccessfulCreate')).toEqual([`Created pod: ${pod?.metadata.name}`]);
});

test('a pod that is deleted is replaced at once, while the old one still ends', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(1));
  lab.kubelet.letsGo = false;
  const [pod] = lab.pods();
  lab.store.delete({ resource: 'pods', namespace: 'shop', name: pod?.metadata.name ?? '' });
  await lab.settled();
  expect(lab.pods()).toHaveLength(2);
  expect(lab.replicaSets()[0]?.status).toMatchObject({ replicas: 1 });
});

test('a pod that has ended is replaced and no longer counted', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(1));
  const [pod] = lab.pods();
  if (pod !== undefined) lab.kubelet.say(pod, { phase: 'Failed', reason: 'Evicted' }, false);
  await lab.settled();
  expect(lab.pods()).toHaveLength(2);
  expect(lab.replicaSets()[0]?.status?.replicas).toBe(1);
});

test('an orphan that matches is adopted instead of making a new pod', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('loner', { labels: { app: 'web' } }));
  const set = await lab.create(resource, replicaSetOf(1));
  expect(lab.pods().map(({ metadata }) => metadata.name)).toEqual(['loner']);
  expect(lab.pods()[0]?.metadata.ownerReferences?.[0]?.uid).toBe(set.metadata.uid);
});

test('a pod that no longer matches is let go and replaced', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(1));
  const name = lab.pods()[0]?.metadata.name ?? '';
  await lab.change('pods', name, (found) => ({ ...found, metadata: { ...found.metadata, labels: { app: 'debug' } } }));
  expect(lab.pods()).toHaveLength(2);
  expect(lab.store.get({ resource: 'pods', namespace: 'shop', name }).metadata.ownerReferences ?? []).toEqual([]);
});

test('scaling down gives up the pods that are not ready first', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(3));
  const [, sick] = lab.pods();
  if (sick !== undefined) lab.kubelet.say(sick, {}, false);
  await lab.change(resource, 'web', (found) => ({ ...found, spec: replicaSetOf(2)['spec'] }));
  expect(lab.events('SuccessfulDelete')).toEqual([`Deleted pod: ${sick?.metadata.name}`]);
});

test('of ready pods the one ready for a much shorter time goes first', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(1));
  const [old] = lab.pods();
  await lab.turn(3600);
  await lab.change(resource, 'web', (found) => ({ ...found, spec: replicaSetOf(2)['spec'] }));
  await lab.turn(1);
  await lab.change(resource, 'web', (found) => ({ ...found, spec: replicaSetOf(1)['spec'] }));
  expect(lab.pods().map(({ metadata }) => metadata.name)).toEqual([old?.metadata.name]);
});

test('a ready pod is available only after minReadySeconds', async () => {
  const lab = await startLab();
  await lab.create(resource, replicaSetOf(1, { minReadySeconds: 10 }));
  expect(lab.replicaSets()[0]?.status).toMatchObject({ readyReplicas: 1 });
  expect(lab.replicaSets()[0]?.status?.availableReplicas).toBeUndefined();
  await lab.turn(10);
  expect(lab.replicaSets()[0]?.status?.availableReplicas).toBe(1);
});

const quota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'small', namespace: 'shop' },
  spec: { hard: { 'requests.memory': '100Mi' } },
};
const greedy = { template: { metadata: { labels: { app: 'web' } }, spec: asking('64Mi') } };

test('pods that are refused are told in the words of Kubernetes, as event and as condition', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quota);
  await lab.create(resource, replicaSetOf(2, greedy));
  const refusal =
    /^pods "web-\w{5}" is forbidden: exceeded quota: small, requested: requests.memory=64Mi, used: requests.memory=64Mi, limited: requests.memory=100Mi$/;
  expect(lab.replicaSets()[0]?.status).toMatchObject({
    replicas: 1,
    conditions: [
      { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: expect.stringMatching(refusal) },
    ],
  });
  const [event = ''] = lab.events('FailedCreate');
  expect(event).toMatch(/^Error creating: pods "web-/);
});

test('the condition goes when there is room again', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quota);
  await lab.create(resource, replicaSetOf(2, greedy));
  lab.store.delete({ resource: 'resourcequotas', namespace: 'shop', name: 'small' });
  await lab.turn(1);
  expect(lab.pods()).toHaveLength(2);
  expect(lab.replicaSets()[0]?.status?.['conditions']).toBeUndefined();
});

test('refusals that differ in the name of the pod alone are told as one event from the tenth on', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', { ...quota, spec: { hard: { pods: '0' } } });
  await lab.create(resource, replicaSetOf(1));
  // The delay doubles each time: 5 ms up to about 20 s.
  for (let tries = 0; tries < 13; tries += 1) await lab.turn(0.005 * 2 ** tries);
  const events = lab.events('FailedCreate');
  expect(events).toHaveLength(10);
  expect(
    events.filter((message) => message.startsWith('(combined from similar events): Error creating: pods')),
  ).toHaveLength(1);
  expect(lab.errors.every((error) => error instanceof StatusError)).toBe(true);
});
