import { readKernelFile } from './files.ts';

/**
 * A name for this engine's groups that tells later engines whether it still runs: a process id alone may be given to
 * another process; with the start time (field 22 of /proc/PID/stat, clock ticks since boot) it is one for ever.
 */
export function engineName(pid: number = process.pid): string {
  return `${pid}-${startTime(pid) ?? 0}`;
}

/** True while the engine of that name runs; false for a name that no engine gave. */
export function engineRuns(name: string): boolean {
  const match = /^(\d+)-(\d+)$/.exec(name);
  return match !== null && startTime(Number(match[1])) === Number(match[2]);
}

function startTime(pid: number): number | undefined {
  const stat = readKernelFile(`/proc/${pid}/stat`);
  // The second field is the program's name in brackets and may hold anything, brackets and spaces too.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  // A zombie has ended; where PID 1 collects nobody's children it stays for ever.
  if (fields[0] === 'Z' || fields[19] === undefined) return undefined;
  return Number(fields[19]);
}
