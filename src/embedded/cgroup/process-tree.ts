import { namesIn, readKernelFile } from './files.ts';

/** A process and all that descend from it, read from /proc; only those that are still there. */
export function processTree(root: number, proc = '/proc'): number[] {
  const found: number[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const children = childrenOf(pid, proc);
    if (children === undefined) continue;
    found.push(pid);
    waiting.push(...children);
  }
  return found;
}

/** A child belongs to the thread that started it; undefined when the process is gone. */
function childrenOf(pid: number, proc: string): number[] | undefined {
  const folder = `${proc}/${pid}/task`;
  const threads = namesIn(folder);
  if (threads.length === 0) return undefined;
  const lists = threads.map((thread) => readKernelFile(`${folder}/${thread}/children`) ?? '');
  return lists
    .flatMap((list) => list.split(' '))
    .filter((child) => child !== '')
    .map(Number);
}

/** Anonymous and shared memory of a process in bytes: what the kernel could not drop. Undefined when it is gone. */
export function unreclaimableMemory(pid: number, proc = '/proc'): number | undefined {
  const status = readKernelFile(`${proc}/${pid}/status`);
  if (status === undefined) return undefined;
  return kilobytes(status, 'RssAnon') + kilobytes(status, 'RssShmem');
}

function kilobytes(status: string, key: string): number {
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
}
