import { expect, test } from 'vitest';
import { parsePod } from '../../../../src/embedded/kubelet/pod.ts';
import { qosClass } from '../../../../src/embedded/kubelet/qos.ts';

const both = { cpu: '1', memory: '1Gi' };

test.each([
  ['nothing asked', {}, 'BestEffort'],
  ['limits alone, which are requests too', { limits: both }, 'Guaranteed'],
  ['the same in other words', { limits: both, requests: { cpu: '1000m', memory: '1024Mi' } }, 'Guaranteed'],
  ['a memory limit alone', { limits: { memory: '1Gi' } }, 'Burstable'],
  ['less requested than allowed', { limits: both, requests: { cpu: '1', memory: '512Mi' } }, 'Burstable'],
])('%s: %s', (_sentence, resources, expected) => {
  const containers = [{ name: 'main', resources }];
  expect(qosClass(parsePod({ metadata: { name: 'p', namespace: 'n', uid: 'u' }, spec: { containers } }))).toBe(
    expected,
  );
});
