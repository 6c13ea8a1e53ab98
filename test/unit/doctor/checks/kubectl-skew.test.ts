import { expect, test } from 'vitest';
import { judgeSkew } from '../../../../src/doctor/checks/kubectl-skew.ts';

const machine = { platform: 'linux', arch: 'x64' };
const nodeImage = 'kindest/node:v1.34.4';

test.each(['v1.33.0', 'v1.34.9', 'v1.35.2'])('kubectl %s fits a cluster of 1.34', (kubectl) => {
  expect(judgeSkew({ kubectl, nodeImage }, machine).outcome).toBe('ok');
});

test.each(['v1.32.9', 'v1.36.0', 'v2.34.0'])('kubectl %s is too far from a cluster of 1.34', (kubectl) => {
  expect(judgeSkew({ kubectl, nodeImage }, machine).outcome).toBe('warning');
});

test('too great a distance is mended by the kubectl of the cluster', () => {
  expect(judgeSkew({ kubectl: 'v1.30.0', nodeImage }, machine)).toMatchObject({
    mend: expect.stringContaining('/release/v1.34.4/'),
  });
});

test.each([undefined, 'kindest/node:latest', 'kindest/node@sha256:0123'])(
  'with the node image %s it cannot be told',
  (nodeImage) => {
    expect(judgeSkew({ kubectl: 'v1.34.4', nodeImage }, machine).outcome).toBe('skipped');
  },
);

test('without kubectl there is nothing to compare', () => {
  expect(judgeSkew({ kubectl: undefined, nodeImage }, machine)).toEqual({
    outcome: 'skipped',
    found: 'there is no kubectl',
  });
});
