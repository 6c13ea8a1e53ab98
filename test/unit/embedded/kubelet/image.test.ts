import { expect, test } from 'vitest';
import { fullReference, isReference } from '../../../../src/embedded/kubelet/image.ts';

test.each([
  ['data-processor:1.4.2', 'docker.io/library/data-processor:1.4.2'],
  ['nginx', 'docker.io/library/nginx:latest'],
  ['someone/app:2', 'docker.io/someone/app:2'],
  ['registry.test:5000/app', 'registry.test:5000/app:latest'],
  ['localhost/app:1', 'localhost/app:1'],
])('%s is %s in full', (reference, full) => {
  expect(fullReference(reference)).toBe(full);
});

test.each(['Upper:1', 'a b', '', 'app:', '/app:1'])('"%s" can be no image', (reference) => {
  expect(isReference(reference)).toBe(false);
});
