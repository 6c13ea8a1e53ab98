import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, skipped, warning } from '../outcome.ts';
import type { DockerHost } from '../readings/docker-host.ts';

export function cgroupCheck(readDockerHost: () => Promise<DockerHost | undefined>): Check {
  return {
    name: 'cgroup',
    group: 'docker',
    needs: ['daemon'],
    byHand: 'docker info --format {{.CgroupVersion}}',
    run: async () => judgeCgroup((await readDockerHost())?.cgroupVersion),
  };
}

/** On v1 there is no memory.oom.group and no memory.events: a killed child leaves its container alive and unmarked. */
export function judgeCgroup(version: 1 | 2 | undefined): Outcome {
  if (version === undefined) return skipped('cannot tell here: Docker does not say which cgroup version it uses');
  if (version === 2) return ok('cgroup v2');
  const found = 'cgroup v1: the lab cannot show group kills and memory.events here';
  // A setting of the kernel's command line, so it takes effect with the next start.
  const line = `'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX systemd.unified_cgroup_hierarchy=1"'`;
  return warning(found, `echo ${line} | sudo tee /etc/default/grub.d/cgroup-v2.cfg && sudo update-grub && sudo reboot`);
}
