import type { Check } from '../check.ts';
import { installKubectl } from '../install.ts';
import type { Outcome } from '../outcome.ts';
import { ok, warning } from '../outcome.ts';
import { readKubectlVersion } from '../readings/kubectl-version.ts';

export const kubectlCheck: Check = {
  name: 'kubectl',
  group: 'kind',
  byHand: 'kubectl version --client',
  run: async (signal) => judgeKubectl(await readKubectlVersion(signal), process),
};

/** @param version - "v1.34.4"; undefined where there is no such program */
export function judgeKubectl(version: string | undefined, machine: { platform: string; arch: string }): Outcome {
  if (version !== undefined) return ok(`kubectl ${version}`);
  const found =
    'there is no program "kubectl" on the PATH: the engine does without, the scripts and you by hand do not';
  return warning(found, installKubectl(undefined, machine));
}
