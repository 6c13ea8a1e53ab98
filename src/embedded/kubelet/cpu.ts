import { readKernelFile } from '../cgroup/files.ts';
import { processTree } from '../cgroup/process-tree.ts';

/** Clock ticks per second in /proc: USER_HZ, 100 on every Linux that Node runs on. */
const ticks = 100;

/** CPU time of a process and its descendants, and of children that have ended; seconds. */
export function cpuSeconds(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + ofProcess(each), 0);
}

function ofProcess(pid: number): number {
  const stat = readKernelFile(`/proc/${pid}/stat`) ?? '';
  // utime, stime, cutime and cstime: fields 14 to 17; the third is the first after the name in brackets.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15);
  return fields.reduce((sum, field) => sum + Number(field), 0) / ticks;
}
