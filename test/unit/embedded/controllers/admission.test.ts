import { expect, test } from 'vitest';
import { readPod } from '../../../../src/embedded/controllers/models/pod.ts';
import { readService } from '../../../../src/embedded/controllers/models/service.ts';
import { startLab } from './lab.ts';
import { podOf } from './manifests.ts';

function withResources(resources: object) {
  return podOf('a', { containers: [{ name: 'c', image: 'app:1', resources }] });
}

function quotaOf(hard: Record<string, string>) {
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q', namespace: 'shop' }, spec: { hard } };
}

function rangeOf(limits: object[]) {
  return { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'lr', namespace: 'shop' }, spec: { limits } };
}

test('every pod has the service account default and tolerates a lost node for five minutes', async () => {
  const lab = await startLab();
  await lab.create('pods', podOf('a'));
  expect(lab.pods()[0]?.spec).toMatchObject({
    serviceAccountName: 'default',
    serviceAccount: 'default',
    priority: 0,
    tolerations: [
      { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
    ],
  });
});

test('a pod with an unknown service account is refused', async () => {
  const lab = await startLab();
  expect(() => lab.store.create('pods', podOf('a', { serviceAccountName: 'robot' }))).toThrow(
    'pods "a" is forbidden: error looking up service account shop/robot: serviceaccount "robot" not found',
  );
});

test('a pod that states no limit is refused where a quota counts limits', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quotaOf({ 'limits.memory': '1Gi', 'requests.cpu': '1' }));
  expect(() => lab.store.create('pods', withResources({}))).toThrow(
    'pods "a" is forbidden: failed quota: q: must specify limits.memory for: c; requests.cpu for: c',
  );
});

test('a quota refuses what is over its bound, naming only what is exceeded', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quotaOf({ 'limits.memory': '100Mi', pods: '10' }));
  expect(() => lab.store.create('pods', withResources({ limits: { memory: '200Mi' } }))).toThrow(
    'pods "a" is forbidden: exceeded quota: q, requested: limits.memory=200Mi, used: limits.memory=0, limited: limits.memory=100Mi',
  );
});

test('the status of a quota tells what is used of it', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quotaOf({ 'limits.memory': '1Gi', pods: '10', 'count/configmaps': '5' }));
  await lab.create('pods', withResources({ limits: { memory: '128Mi' } }));
  expect(lab.all('resourcequotas')[0]?.['status']).toEqual({
    hard: { 'limits.memory': '1Gi', pods: '10', 'count/configmaps': '5' },
    used: { 'limits.memory': '128Mi', pods: '1', 'count/configmaps': '1' },
  });
});

test('objects are counted by a quota too', async () => {
  const lab = await startLab();
  await lab.create('resourcequotas', quotaOf({ 'count/deployments.apps': '0' }));
  const metadata = { name: 'web', namespace: 'shop' };
  expect(() => lab.store.create('deployments.apps', { apiVersion: 'apps/v1', kind: 'Deployment', metadata })).toThrow(
    'deployments.apps "web" is forbidden: exceeded quota: q, requested: count/deployments.apps=1, ' +
      'used: count/deployments.apps=0, limited: count/deployments.apps=0',
  );
});

test('a limit range refuses a limit above its maximum', async () => {
  const lab = await startLab();
  await lab.create('limitranges', rangeOf([{ type: 'Container', max: { memory: '64Mi' } }]));
  expect(() => lab.store.create('pods', withResources({ limits: { memory: '200Mi' } }))).toThrow(
    'pods "a" is forbidden: maximum memory usage per Container is 64Mi, but limit is 200Mi',
  );
});

test('several problems with a limit range are told at once, in brackets', async () => {
  const lab = await startLab();
  await lab.create('limitranges', rangeOf([{ type: 'Pod', min: { cpu: '100m' }, max: { memory: '64Mi' } }]));
  expect(() => lab.store.create('pods', withResources({ limits: { memory: '200Mi' } }))).toThrow(
    'pods "a" is forbidden: [minimum cpu usage per Pod is 100m.  No request is specified, ' +
      'maximum memory usage per Pod is 64Mi, but limit is 200Mi]',
  );
});

test('a container that says nothing gets the defaults of the limit range', async () => {
  const lab = await startLab();
  const item = { type: 'Container', default: { memory: '128Mi' }, defaultRequest: { memory: '64Mi' } };
  await lab.create('limitranges', rangeOf([item]));
  const pod = readPod(lab.store.create('pods', withResources({})));
  expect(pod.spec.containers[0]?.resources).toEqual({ limits: { memory: '128Mi' }, requests: { memory: '64Mi' } });
});

test('a service gets an address of the loopback, the same each time', async () => {
  const lab = await startLab();
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'front', namespace: 'shop' },
    spec: { ports: [{ port: 80 }] },
  };
  const first = readService(await lab.create('services', service)).spec.clusterIP;
  expect(first).toMatch(/^127\.96\.\d+\.\d+$/);
  lab.store.delete({ resource: 'services', namespace: 'shop', name: 'front' });
  expect(readService(await lab.create('services', service)).spec.clusterIP).toBe(first);
});

test('a headless service has no address', async () => {
  const lab = await startLab();
  const metadata = { name: 'front', namespace: 'shop' };
  const service = await lab.create('services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { clusterIP: 'None' },
  });
  expect(service['spec']).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'] });
});
