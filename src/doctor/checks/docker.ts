import { CommandError, runCommand } from '../../shared/command.ts';
import type { Check } from '../check.ts';
import { installDocker } from '../install.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok } from '../outcome.ts';

/** The client only; it can be there while no daemon answers. */
export const dockerCheck: Check = {
  name: 'docker',
  group: 'docker',
  byHand: 'docker --version',
  run: async (signal) => judgeDocker(await readClient(signal), process.platform),
};

async function readClient(signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await runCommand('docker', ['--version'], { signal, timeoutSeconds: 15 })).stdout;
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.notFound) return undefined;
    throw thrown;
  }
}

/** @param client - what `docker --version` prints; undefined where there is no such program */
export function judgeDocker(client: string | undefined, platform: string): Outcome {
  if (client === undefined) return failure('there is no program "docker" on the PATH', installDocker({ platform }));
  return ok(client.trim());
}
