import { expect, test } from 'vitest';
import { admission } from '../../../../src/embedded/controllers/admission/admit.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';

function cluster(network: string) {
  const store = createStore({ admit: admission(network) });
  store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } });
  return (name: string, spec: Record<string, unknown> = {}) =>
    store.create('services', { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'lab' }, spec })['spec'];
}

test('Services get addresses of their own in the upper half of the block, where no pod is', () => {
  const create = cluster('127.70');
  const specs = Array.from({ length: 50 }, (_, index) => create(`app-${index}`));
  const addresses = specs.map((spec) => /"clusterIP":"(127\.70\.(\d+)\.\d+)"/.exec(JSON.stringify(spec)));
  expect(addresses.every((match) => Number(match?.[2]) >= 128 && Number(match?.[2]) <= 255)).toBe(true);
  expect(new Set(addresses.map((match) => match?.[1])).size).toBe(50);
});

test('the same name gets the same address in a block, so that a Service made anew is where it was', () => {
  expect(cluster('127.70')('app')).toEqual(cluster('127.70')('app'));
});

test('a headless Service and an address that was asked for stay as they are', () => {
  const create = cluster('127.70');
  expect(create('headless', { clusterIP: 'None' })).toMatchObject({ clusterIP: 'None' });
  expect(create('asked', { clusterIP: '127.70.200.7' })).toMatchObject({ clusterIP: '127.70.200.7' });
});
