import { expect, test } from 'vitest';
import { readQuantity, writeQuantity } from '../../../../src/embedded/kinds/quantity/quantity.ts';

/** As Kubernetes' resource.Quantity prints what it has read. */
test.each([
  ['128Mi', '128Mi'],
  ['1024Mi', '1Gi'],
  ['1536Mi', '1536Mi'],
  ['0.1Gi', '107374182400m'],
  ['134217728', '134217728'],
  ['1000m', '1'],
  ['0.5', '500m'],
  ['1.5', '1500m'],
  ['1e3', '1e3'],
  ['1E', '1E'],
  ['1000k', '1M'],
  ['0', '0'],
  ['0Mi', '0'],
  ['-1Mi', '-1Mi'],
  ['1n', '1n'],
  ['0.1n', '1n'],
  ['9007199254740993', '9007199254740993'],
])('%s is written as %s', (given, written) => {
  const quantity = readQuantity(given);
  expect(quantity && writeQuantity(quantity)).toBe(written);
});

test.each(['', 'abc', '128Mx', '1 Gi', '1e', '.', 'Mi', '--1', '1e3Mi'])('%j is no quantity', (text) => {
  expect(readQuantity(text)).toBeUndefined();
});
