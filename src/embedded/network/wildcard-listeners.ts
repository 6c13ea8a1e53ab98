import { readKernelFile } from '../cgroup/files.ts';

/** A socket that listens on a port of all addresses of this machine, those of all pods among them. */
export interface WildcardListener {
  port: number;
  /** As /proc/PID/fd names it: socket:[INODE]. */
  inode: string;
}

/** LISTEN in the fourth column of /proc/net/tcp (include/net/tcp_states.h). */
const listening = '0A';

/** Those that there are now. A pod cannot listen on the same port of its own address beside one. */
export function wildcardListeners(read: (path: string) => string | undefined = readKernelFile): WildcardListener[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => parse(read(path) ?? ''));
}

function parse(text: string): WildcardListener[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [, port] = /^0+:([0-9A-F]{4})$/.exec(local) ?? [];
    if (port === undefined || inode === undefined || state !== listening) return [];
    return [{ port: Number.parseInt(port, 16), inode }];
  });
}
