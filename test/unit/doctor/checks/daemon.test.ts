import { describe, expect, test } from 'vitest';
import type { DaemonReading } from '../../../../src/doctor/checks/daemon.ts';
import { judgeDaemon } from '../../../../src/doctor/checks/daemon.ts';

const dead: DaemonReading = {
  version: '',
  complaint: 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  dockerHost: undefined,
  platform: 'linux',
  hasSystemd: true,
};

const mendOf = (reading: DaemonReading) => {
  const outcome = judgeDaemon(reading);
  return 'mend' in outcome ? outcome.mend : undefined;
};

test('a daemon that answers is ok', () => {
  expect(judgeDaemon({ ...dead, version: '28.2.2', complaint: '' })).toEqual({
    outcome: 'ok',
    found: 'Docker Engine 28.2.2 answers',
  });
});

test('a daemon that does not answer is a failure, in the words of the client', () => {
  expect(judgeDaemon(dead)).toMatchObject({ outcome: 'failure', found: dead.complaint });
});

test('a client that says nothing is not taken for an answer', () => {
  expect(judgeDaemon({ ...dead, complaint: '' })).toMatchObject({ found: 'the daemon does not answer' });
});

describe('what mends a daemon that does not answer', () => {
  test('is systemctl where systemd runs', () => {
    expect(mendOf(dead)).toBe('sudo systemctl start docker');
  });

  test('is service where it does not', () => {
    expect(mendOf({ ...dead, hasSystemd: false })).toBe('sudo service docker start');
  });

  test('is Docker Desktop on macOS', () => {
    expect(mendOf({ ...dead, platform: 'darwin', hasSystemd: false })).toBe('open -a Docker');
  });

  test('is to forget DOCKER_HOST where that points elsewhere', () => {
    expect(mendOf({ ...dead, dockerHost: 'tcp://127.0.0.1:1' })).toMatch(/^unset DOCKER_HOST/);
  });

  test('is membership of the group where permission is denied', () => {
    const complaint = 'permission denied while trying to connect to the Docker daemon socket';
    expect(mendOf({ ...dead, complaint })).toBe('sudo usermod --append --groups docker "$USER" && newgrp docker');
  });
});
