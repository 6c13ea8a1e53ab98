import { CommandError, runCommand } from '../../shared/command.ts';
import type { Check } from '../check.ts';
import { installKind } from '../install.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok, warning } from '../outcome.ts';
import { isBefore, parseVersion } from '../version.ts';

/**
 * The first that loads images into nodes with containerd 2; older ones say "failed to detect containerd snapshotter":
 * https://github.com/kubernetes-sigs/kind/issues/3853
 */
const floor = { major: 0, minor: 27 };

export const kindCheck: Check = {
  name: 'kind',
  group: 'kind',
  byHand: 'kind version',
  run: async (signal) => judgeKind(await readKind(signal), process),
};

async function readKind(signal: AbortSignal): Promise<string | undefined> {
  try {
    return (await runCommand('kind', ['version'], { signal, timeoutSeconds: 15 })).stdout;
  } catch (thrown) {
    if (thrown instanceof CommandError && thrown.notFound) return undefined;
    throw thrown;
  }
}

/** @param printed - by `kind version`; undefined where there is no such program */
export function judgeKind(printed: string | undefined, machine: { platform: string; arch: string }): Outcome {
  if (printed === undefined) return failure('there is no program "kind" on the PATH', installKind(machine));
  const is = printed.trim();
  const version = parseVersion(is);
  if (version === undefined) return warning(`${is}: no version that leaklab can read`, installKind(machine));
  if (!isBefore(version, floor)) return ok(is);
  const wants = `v${floor.major}.${floor.minor}`;
  return warning(`${is}: before ${wants} it cannot load images into newer node images`, installKind(machine));
}
