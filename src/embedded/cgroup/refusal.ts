/** Why the kernel's limits cannot be had. */
export interface Refusal {
  /** Ends the sentence "a watchdog, as …". */
  why: string;
  /** What to type, or to do, to have them. */
  mend: string;
}

export interface CgroupReading {
  platform: string;
  /** Undefined where users have no number. */
  uid: number | undefined;
  /** What the root of the unified hierarchy offers; undefined where it is not what is mounted. */
  controllers: readonly string[] | undefined;
}

/** The reason when no way to groups of our own has worked. */
export function refusalOf({ platform, uid, controllers }: CgroupReading): Refusal {
  if (platform !== 'linux') {
    return { why: `${platform} has no memory cgroups`, mend: 'use kind: leaklab run list-leak --on kind' };
  }
  if (controllers !== undefined && !controllers.includes('memory')) {
    const why = 'the kernel was started without the memory controller of cgroup v2';
    return { why, mend: 'add cgroup_enable=memory to the kernel command line and reboot' };
  }
  if (uid === 0) {
    const mend = 'in a container: docker run --privileged --cgroupns=host …';
    return { why: 'the memory cgroups cannot be written, not even by root', mend };
  }
  if (controllers === undefined) {
    return { why: "cgroup v1 is root's alone", mend: 'run leaklab as root' };
  }
  return { why: 'memory cgroups are not ours to write', mend: 'run leaklab as root' };
}
