import { kindClusterName } from '../../cluster/kind-name.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, warning } from '../outcome.ts';
import type { DockerHost } from '../readings/docker-host.ts';
import { readKindContainers } from '../readings/kind-containers.ts';
import { hasImage, readNodeImages } from '../readings/node-images.ts';
import { isBefore, parseVersion, releaseOf } from '../version.ts';

/** The first Kubernetes whose kubelet refuses cgroup v1 unless it is told otherwise (`failCgroupV1`, KEP-5573). */
const refusesCgroupV1 = { major: 1, minor: 35 };

export interface NodeImageReading {
  /** LEAKLAB_KIND_NODE_IMAGE; undefined for kind's default. */
  wanted: string | undefined;
  /** Docker has the wanted one. */
  hasWanted: boolean;
  /** The node images that Docker has. */
  local: readonly string[];
  /** The image of the cluster that is there; undefined when there is none. */
  inUse: string | undefined;
  cgroupVersion: 1 | 2 | undefined;
}

export function nodeImageCheck(readDockerHost: () => Promise<DockerHost | undefined>): Check {
  return {
    name: 'node-image',
    group: 'images',
    needs: ['daemon'],
    byHand: 'docker images kindest/node',
    run: async (signal) => {
      const wanted = process.env['LEAKLAB_KIND_NODE_IMAGE'];
      const [hasWanted, local, [node], docker] = await Promise.all([
        wanted === undefined ? false : hasImage(wanted, signal),
        readNodeImages(signal),
        readKindContainers(kindClusterName(), signal),
        readDockerHost(),
      ]);
      return judgeNodeImage({ wanted, hasWanted, local, inUse: node?.image, cgroupVersion: docker?.cgroupVersion });
    },
  };
}

export function judgeNodeImage(reading: NodeImageReading): Outcome {
  const { wanted, hasWanted, local, inUse } = reading;
  if (inUse !== undefined) return ok(`${inUse}, in use by the cluster`);
  if (reading.cgroupVersion === 1) {
    const complaint = complaintOnCgroupV1(wanted);
    if (complaint !== undefined) {
      const image = local.find((image) => takesCgroupV1(image)) ?? 'kindest/node:v1.34.0';
      return warning(complaint, `export LEAKLAB_KIND_NODE_IMAGE=${image}`);
    }
  }
  if (wanted !== undefined) {
    if (hasWanted) return ok(`${wanted} (LEAKLAB_KIND_NODE_IMAGE)`);
    const found = `${wanted} (LEAKLAB_KIND_NODE_IMAGE) is not in Docker; whether it can be pulled is not known`;
    return warning(found, `docker pull ${wanted}`);
  }
  if (local.length > 0) return ok(`${local.join(', ')}; kind's own default is tried first`);
  const found = "Docker has no node image; whether kind's default can be pulled is not known";
  return warning(found, 'leaklab cluster up    # pulls it');
}

function complaintOnCgroupV1(wanted: string | undefined): string | undefined {
  // kind's default is Kubernetes 1.35 or newer since kind v0.31.
  if (wanted === undefined) return "kind's default node image may be one whose kubelet refuses cgroup v1 (1.35 on)";
  return takesCgroupV1(wanted) === false ? `${wanted}: kubelets from 1.35 on refuse cgroup v1` : undefined;
}

/** Undefined for an image that does not say its release. */
function takesCgroupV1(image: string): boolean | undefined {
  const version = parseVersion(releaseOf(image) ?? '');
  return version === undefined ? undefined : isBefore(version, refusesCgroupV1);
}
