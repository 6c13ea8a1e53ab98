import { expect, test } from 'vitest';
import { judgeKind } from '../../../../src/doctor/checks/kind.ts';

const machine = { platform: 'linux', arch: 'x64' };

test.each([
  'kind v0.33.0 go1.26.8 linux/amd64',
  'kind v0.27.0 go1.23.6 linux/amd64',
  'kind v1.0.0 go1.30.0 linux/arm64',
])('%s is ok', (printed) => {
  expect(judgeKind(printed, machine)).toEqual({ outcome: 'ok', found: printed });
});

test('a kind from before containerd 2 is a warning', () => {
  expect(judgeKind('kind v0.26.0 go1.23.4 linux/amd64', machine).outcome).toBe('warning');
});

test('a missing kind is a failure, mended by installing it', () => {
  expect(judgeKind(undefined, machine)).toMatchObject({
    outcome: 'failure',
    mend: expect.stringMatching(/kind-linux-amd64" && sudo install/),
  });
});

test('a kind that does not say its version is a warning', () => {
  expect(judgeKind('kind (devel)', machine).outcome).toBe('warning');
});
