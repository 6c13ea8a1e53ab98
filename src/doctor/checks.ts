import type { Check } from './check.ts';
import { baseImageCheck } from './checks/base-image.ts';
import { cgroupCheck } from './checks/cgroup.ts';
import { clusterImagesCheck } from './checks/cluster-images.ts';
import { clusterCheck } from './checks/cluster.ts';
import { daemonCheck } from './checks/daemon.ts';
import { diskCheck } from './checks/disk.ts';
import { dockerCheck } from './checks/docker.ts';
import { embeddedCheck } from './checks/embedded.ts';
import { inotifyCheck } from './checks/inotify.ts';
import { kindCheck } from './checks/kind.ts';
import { kubectlSkewCheck } from './checks/kubectl-skew.ts';
import { kubectlCheck } from './checks/kubectl.ts';
import { limitsCheck } from './checks/limits.ts';
import { memoryCheck } from './checks/memory.ts';
import { nodeImageCheck } from './checks/node-image.ts';
import { nodeCheck } from './checks/node.ts';
import type { DockerHost } from './readings/docker-host.ts';
import { readDockerHost } from './readings/docker-host.ts';

/** Every check, group by group. With `pre`, those that must hold before there is a cluster. */
export function listChecks({ pre }: { pre: boolean }): Check[] {
  // Four checks want it, and one call is enough.
  let asked: Promise<DockerHost | undefined> | undefined;
  const dockerHost = () => (asked ??= readDockerHost());
  const checks = [
    nodeCheck,
    memoryCheck(dockerHost),
    limitsCheck,
    diskCheck,
    inotifyCheck(dockerHost),
    dockerCheck,
    daemonCheck,
    cgroupCheck(dockerHost),
    kindCheck,
    kubectlCheck,
    kubectlSkewCheck,
    nodeImageCheck(dockerHost),
    baseImageCheck,
    clusterCheck,
    clusterImagesCheck,
    embeddedCheck,
  ];
  return checks.filter(({ group }) => !pre || group !== 'cluster');
}
