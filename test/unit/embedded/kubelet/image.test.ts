import { expect, test } from 'vitest';
import { fullReference, invalidReference } from '../../../../src/embedded/kubelet/image.ts';

test.each([
  ['data-processor:1.4.2', 'docker.io/library/data-processor:1.4.2'],
  ['nginx', 'docker.io/library/nginx:latest'],
  ['someone/app:2', 'docker.io/someone/app:2'],
  ['registry.test:5000/app', 'registry.test:5000/app:latest'],
  ['localhost/app:1', 'localhost/app:1'],
])('%s is %s in full', (reference, full) => {
  expect(fullReference(reference)).toBe(full);
});

test.each(['a b', '', 'app:', '/app:1'])('"%s" can be no image', (reference) => {
  expect(invalidReference(reference)).toBe('invalid reference format');
});

test('an image with a capital letter is refused for it, as kind says it', () => {
  const repository = 'repository name (library/Data Processor) must be lowercase';
  expect(invalidReference('Data Processor:1.4.2')).toBe(`invalid reference format: ${repository}`);
});

test.each(['data-processor:1.4.2', 'registry.test:5000/app'])('"%s" can be an image', (reference) => {
  expect(invalidReference(reference)).toBeUndefined();
});
