import { expect, test } from 'vitest';
import { pointToRegistry } from '../../../scripts/lib/point-to-registry.ts';

const refs = ['data-processor:1.4.2'];
const withImages = (ours: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'data-processor', annotations: { image: 'other' } },
  spec: {
    template: {
      spec: {
        containers: [
          { name: 'processor', image: ours, args: ['data-processor:1.4.2'], resources: null },
          { image: 'busybox:1' },
        ],
      },
    },
  },
});

test('the images of the lab come from the registry, and nothing else is changed', () => {
  const pointed = pointToRegistry(withImages('data-processor:1.4.2'), refs, '127.0.0.1:5000/team');
  expect(pointed).toEqual(withImages('127.0.0.1:5000/team/data-processor:1.4.2'));
});

test('without a registry an object stays as it is', () => {
  const object = withImages('data-processor:1.4.2');
  expect(pointToRegistry(object, refs, null)).toEqual(object);
});

test('a null of a patch stays: it removes a field', () => {
  const patch = { kind: 'Deployment', metadata: { name: 'a' }, spec: { limits: { memory: null } } };
  expect(pointToRegistry(patch, refs, '127.0.0.1:5000')).toEqual(patch);
});
