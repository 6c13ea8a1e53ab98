import { existsSync } from 'node:fs';
import { CommandError, runCommand } from '../../shared/command.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok } from '../outcome.ts';

export interface DaemonReading {
  /** Empty when the daemon did not answer. */
  version: string;
  /** What the client printed on stderr. */
  complaint: string;
  /** DOCKER_HOST, where it is set. */
  dockerHost: string | undefined;
  platform: string;
  hasSystemd: boolean;
}

export const daemonCheck: Check = {
  name: 'daemon',
  group: 'docker',
  needs: ['docker'],
  byHand: 'docker version',
  run: async (signal) =>
    judgeDaemon({
      ...(await readDaemon(signal)),
      dockerHost: process.env['DOCKER_HOST'],
      platform: process.platform,
      hasSystemd: existsSync('/run/systemd/system'),
    }),
};

async function readDaemon(signal: AbortSignal): Promise<Pick<DaemonReading, 'version' | 'complaint'>> {
  const args = ['version', '--format', '{{.Server.Version}}'];
  try {
    const { stdout, stderr, exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 8 });
    return { version: exitCode === 0 ? stdout.trim() : '', complaint: stderr.trim() };
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.timedOut) return { version: '', complaint: thrown.message };
    throw thrown;
  }
}

export function judgeDaemon(reading: DaemonReading): Outcome {
  if (reading.version !== '') return ok(`Docker Engine ${reading.version} answers`);
  const complaint = reading.complaint === '' ? 'the daemon does not answer' : reading.complaint;
  return failure(complaint, mend(reading));
}

function mend({ complaint, dockerHost, platform, hasSystemd }: DaemonReading): string {
  if (/permission denied/i.test(complaint)) return 'sudo usermod --append --groups docker "$USER" && newgrp docker';
  if (dockerHost !== undefined && dockerHost !== '') return `unset DOCKER_HOST    # it is ${dockerHost}`;
  if (platform === 'darwin') return 'open -a Docker';
  if (platform === 'win32') return 'docker desktop start';
  return hasSystemd ? 'sudo systemctl start docker' : 'sudo service docker start';
}
