import { expect, test } from 'vitest';
import { containerEnvironment } from '../../../../src/embedded/kubelet/environment.ts';
import { parsePod } from '../../../../src/embedded/kubelet/pod.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';

function environment(container: Record<string, unknown>): Record<string, string> {
  const store = createStore();
  const metadata = (name: string) => ({ name, namespace: 'n' });
  store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } });
  store.create('configmaps', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('cfg'),
    data: { A: 'config', B: 'b' },
  });
  const secret = { A: Buffer.from('secret').toString('base64') };
  store.create('secrets', { apiVersion: 'v1', kind: 'Secret', metadata: metadata('sec'), data: secret });
  const spec = { clusterIP: '10.0.0.7', ports: [{ name: 'http', port: 80 }] };
  store.create('services', { apiVersion: 'v1', kind: 'Service', metadata: metadata('my-app'), spec });
  const pod = parsePod({
    metadata: { ...metadata('p'), uid: 'u', labels: { tier: 'web' } },
    spec: { nodeName: 'node', containers: [{ name: 'main', ...container }] },
  });
  const [main] = pod.spec.containers;
  if (main === undefined) throw new Error('no container');
  const addresses = { pod: '127.1.1.1', host: '127.1.0.1' };
  return containerEnvironment(pod, main, { store, addresses, node: { cpu: 4, memory: 8 * 2 ** 30 } });
}

test('env hides envFrom, and later entries hide earlier ones', () => {
  const envFrom = [
    { configMapRef: { name: 'cfg' } },
    { secretRef: { name: 'sec' } },
    { prefix: 'P_', configMapRef: { name: 'cfg' } },
  ];
  expect(environment({ envFrom, env: [{ name: 'B', value: 'own' }] })).toMatchObject({
    A: 'secret',
    B: 'own',
    P_A: 'config',
  });
});

test('values refer to the variables before them', () => {
  const env = [
    { name: 'X', value: '1' },
    { name: 'Y', value: '$(X)-$(Z)-$(MY_APP_SERVICE_HOST)' },
    { name: 'Z', value: '2' },
  ];
  expect(environment({ env })).toMatchObject({ Y: '1-$(Z)-10.0.0.7' });
});

test('a service is told in variables', () => {
  expect(environment({})).toEqual({
    MY_APP_SERVICE_HOST: '10.0.0.7',
    MY_APP_SERVICE_PORT: '80',
    MY_APP_SERVICE_PORT_HTTP: '80',
    MY_APP_PORT: 'tcp://10.0.0.7:80',
    MY_APP_PORT_80_TCP: 'tcp://10.0.0.7:80',
    MY_APP_PORT_80_TCP_PROTO: 'tcp',
    MY_APP_PORT_80_TCP_PORT: '80',
    MY_APP_PORT_80_TCP_ADDR: '10.0.0.7',
  });
});

test.each([
  [{ fieldRef: { fieldPath: 'metadata.name' } }, 'p'],
  [{ fieldRef: { fieldPath: `metadata.labels['tier']` } }, 'web'],
  [{ fieldRef: { fieldPath: 'status.podIP' } }, '127.1.1.1'],
  [{ fieldRef: { fieldPath: 'spec.nodeName' } }, 'node'],
  [{ resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } }, '128'],
  [{ resourceFieldRef: { resource: 'limits.cpu' } }, '4'],
  [{ resourceFieldRef: { resource: 'requests.cpu', divisor: '1m' } }, '50'],
  [{ configMapKeyRef: { name: 'cfg', key: 'A' } }, 'config'],
  [{ secretKeyRef: { name: 'sec', key: 'A' } }, 'secret'],
])('%j is %s', (valueFrom, expected) => {
  const resources = { limits: { memory: '128Mi' }, requests: { cpu: '50m' } };
  expect(environment({ resources, env: [{ name: 'V', valueFrom }] })).toMatchObject({ V: expected });
});

test.each([
  [{ configMapKeyRef: { name: 'none', key: 'A' } }, 'configmap "none" not found'],
  [{ secretKeyRef: { name: 'none', key: 'A' } }, 'secret "none" not found'],
  [{ configMapKeyRef: { name: 'cfg', key: 'none' } }, `couldn't find key none in ConfigMap n/cfg`],
  [{ secretKeyRef: { name: 'sec', key: 'none' } }, `couldn't find key none in Secret n/sec`],
])('%j cannot be: %s', (valueFrom, message) => {
  expect(() => environment({ env: [{ name: 'V', valueFrom }] })).toThrow(message);
});

test('what is optional and missing is left out', () => {
  const valueFrom = { configMapKeyRef: { name: 'none', key: 'A', optional: true } };
  expect(environment({ env: [{ name: 'V', valueFrom }] })).not.toHaveProperty('V');
});
