import { kindClusterName } from '../../cluster/kind-name.ts';
import { newestLocalNodeImage } from '../../cluster/node-image.ts';
import type { Check } from '../check.ts';
import { installKubectl } from '../install.ts';
import type { Outcome } from '../outcome.ts';
import { ok, skipped, warning } from '../outcome.ts';
import { readKindContainers } from '../readings/kind-containers.ts';
import { readKubectlVersion } from '../readings/kubectl-version.ts';
import { parseVersion, releaseOf } from '../version.ts';

export interface SkewReading {
  /** "v1.34.4"; undefined where there is none. */
  kubectl: string | undefined;
  /** The node image of the cluster that is there or would be made; undefined where nobody knows yet. */
  nodeImage: string | undefined;
}

export const kubectlSkewCheck: Check = {
  name: 'kubectl-skew',
  group: 'kind',
  needs: ['kubectl', 'daemon'],
  byHand: 'kubectl version',
  run: async (signal) => {
    const [kubectl, nodeImage] = await Promise.all([readKubectlVersion(signal), readNodeImage(signal)]);
    return judgeSkew({ kubectl, nodeImage }, process);
  },
};

async function readNodeImage(signal: AbortSignal): Promise<string | undefined> {
  const [node] = await readKindContainers(kindClusterName(), signal);
  return node?.image ?? process.env['LEAKLAB_KIND_NODE_IMAGE'] ?? (await newestLocalNodeImage());
}

/** kubectl may be one minor version from the API server: https://kubernetes.io/releases/version-skew-policy/#kubectl */
export function judgeSkew(reading: SkewReading, machine: { platform: string; arch: string }): Outcome {
  if (reading.kubectl === undefined) return skipped('there is no kubectl');
  const tag = releaseOf(reading.nodeImage ?? '');
  const node = parseVersion(tag ?? '');
  const kubectl = parseVersion(reading.kubectl);
  if (tag === undefined || node === undefined)
    return skipped('cannot tell before it is known which node image is used');
  if (kubectl === undefined) return skipped(`cannot tell what version "${reading.kubectl}" is`);
  const is = `kubectl ${reading.kubectl}, cluster ${tag}`;
  if (kubectl.major === node.major && Math.abs(kubectl.minor - node.minor) <= 1) return ok(is);
  return warning(`${is}: more than one minor version apart`, installKubectl(tag, machine));
}
