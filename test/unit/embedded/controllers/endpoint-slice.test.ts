import { expect, test } from 'vitest';
import type { Lab } from './lab.ts';
import { startLab } from './lab.ts';
import { podOf } from './manifests.ts';

const port = { name: 'web', port: 80, targetPort: 'http', protocol: 'TCP' };

function serviceOf(spec: object = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'front', namespace: 'shop', labels: { team: 'a' } },
    spec: { selector: { app: 'web' }, ports: [port], ...spec },
  };
}

function webPod(name: string, containerPort = 8080) {
  const containers = [{ name: 'app', image: 'app:1', ports: [{ name: 'http', containerPort, protocol: 'TCP' }] }];
  return podOf(name, { labels: { app: 'web' }, containers });
}

function slices(lab: Lab) {
  return lab.all('endpointslices.discovery.k8s.io');
}

test('a ready pod is an endpoint with its address, node and the number of the named port', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  await lab.create('pods', webPod('a'));
  expect(slices(lab)).toMatchObject([
    {
      addressType: 'IPv4',
      ports: [{ name: 'web', port: 8080, protocol: 'TCP' }],
      endpoints: [
        {
          addresses: ['127.1.0.1'],
          conditions: { ready: true, serving: true, terminating: false },
          nodeName: 'node',
          targetRef: { kind: 'Pod', namespace: 'shop', name: 'a' },
        },
      ],
    },
  ]);
});

test('a slice is found by its labels and owned by its service', async () => {
  const lab = await startLab();
  const service = await lab.create('services', serviceOf());
  const [slice] = slices(lab);
  expect(slice?.metadata.labels).toEqual({
    team: 'a',
    'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
    'kubernetes.io/service-name': 'front',
  });
  expect(slice?.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Service', uid: service.metadata.uid });
  expect(slice?.metadata.name).toMatch(/^front-\w{5}$/);
});

test('a pod that is not ready is an endpoint that does not serve', async () => {
  const lab = await startLab();
  lab.kubelet.isGood = () => false;
  await lab.create('services', serviceOf());
  await lab.create('pods', webPod('a'));
  expect(slices(lab)[0]).toMatchObject({
    endpoints: [{ conditions: { ready: false, serving: false, terminating: false } }],
  });
});

test('a ready pod that is being deleted still serves but is no longer ready', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  await lab.create('pods', webPod('a'));
  lab.kubelet.letsGo = false;
  lab.store.delete({ resource: 'pods', namespace: 'shop', name: 'a' });
  await lab.settled();
  expect(slices(lab)[0]).toMatchObject({
    endpoints: [{ conditions: { ready: false, serving: true, terminating: true } }],
  });
});

test('a service without pods has one empty slice', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  expect(slices(lab)).toMatchObject([{ endpoints: null, ports: null }]);
});

test('a pod that loses its label leaves the slice', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  await lab.create('pods', webPod('a'));
  await lab.change('pods', 'a', (found) => ({ ...found, metadata: { ...found.metadata, labels: {} } }));
  expect(slices(lab)).toMatchObject([{ endpoints: null }]);
});

test('pods with another number for the named port are in a slice of their own', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  await lab.create('pods', webPod('a', 8080));
  await lab.create('pods', webPod('b', 9090));
  const ports = slices(lab).map(({ ports }) => JSON.stringify(ports));
  expect(ports.sort()).toEqual([expect.stringContaining('8080'), expect.stringContaining('9090')]);
});

test('a service without a selector gets no slice', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf({ selector: undefined }));
  expect(slices(lab)).toEqual([]);
});

test('the slices of a deleted service go with it', async () => {
  const lab = await startLab();
  await lab.create('services', serviceOf());
  lab.store.delete({ resource: 'services', namespace: 'shop', name: 'front' });
  await lab.settled();
  expect(slices(lab)).toEqual([]);
});
