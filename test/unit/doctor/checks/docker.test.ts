import { expect, test } from 'vitest';
import { judgeDocker } from '../../../../src/doctor/checks/docker.ts';

test('a client that is there is ok, and told with its version', () => {
  expect(judgeDocker('Docker version 28.2.2, build e6534b4\n', 'linux')).toEqual({
    outcome: 'ok',
    found: 'Docker version 28.2.2, build e6534b4',
  });
});

test('a missing client is a failure, mended by installing it', () => {
  expect(judgeDocker(undefined, 'linux')).toEqual({
    outcome: 'failure',
    found: 'there is no program "docker" on the PATH',
    mend: 'curl -fsSL https://get.docker.com | sh',
  });
});
