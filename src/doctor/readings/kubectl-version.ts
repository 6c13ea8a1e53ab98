import { z } from 'zod';
import { parseJson } from '../../evidence/parse-json.ts';
import { CommandError, runCommand } from '../../shared/command.ts';

const version = z.looseObject({ clientVersion: z.looseObject({ gitVersion: z.string() }) });

/** kubectl's version, "v1.34.4"; undefined where there is no kubectl. */
export async function readKubectlVersion(signal?: AbortSignal): Promise<string | undefined> {
  try {
    const args = ['version', '--client', '--output', 'json'];
    const { stdout } = await runCommand('kubectl', args, { signal, timeoutSeconds: 15 });
    return parseJson(stdout, version, '`kubectl version`').clientVersion.gitVersion;
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.notFound) return undefined;
    throw thrown;
  }
}
