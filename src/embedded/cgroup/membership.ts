/**
 * The group of the unified hierarchy that a process is in, as its cgroup namespace sees it; "/" where there is none.
 * @param membership - the text of /proc/PID/cgroup
 */
export function groupIn(membership: string): string {
  return /^0::(\/.*)$/m.exec(membership)?.[1] ?? '/';
}
