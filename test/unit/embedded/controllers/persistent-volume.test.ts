import { expect, test } from 'vitest';
import { startLab } from './lab.ts';

test.each([
  ['no class', {}, 'no persistent volumes available for this claim and no storage class is set'],
  [
    'an empty class',
    { storageClassName: '' },
    'no persistent volumes available for this claim and no storage class is set',
  ],
  ['a class', { storageClassName: 'fast' }, 'storageclass.storage.k8s.io "fast" not found'],
])('a claim with %s is told why nothing is bound to it', async (_what, more, message) => {
  const lab = await startLab();
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...more };
  const metadata = { name: 'disk', namespace: 'shop' };
  await lab.create('persistentvolumeclaims', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
  expect(lab.events()).toEqual([message]);
});
