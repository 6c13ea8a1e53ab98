import { expect, test } from 'vitest';
import { judgeKubectl } from '../../../../src/doctor/checks/kubectl.ts';

const machine = { platform: 'linux', arch: 'x64' };

test('a kubectl that is there is ok', () => {
  expect(judgeKubectl('v1.34.4', machine)).toEqual({ outcome: 'ok', found: 'kubectl v1.34.4' });
});

test('a missing kubectl is only a warning: the engine does without it', () => {
  expect(judgeKubectl(undefined, machine).outcome).toBe('warning');
});
