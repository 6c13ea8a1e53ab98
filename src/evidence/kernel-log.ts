import type { KernelKill } from './memory.ts';

/** A line of the kernel's log and when it was written, in milliseconds since the Unix epoch. */
export interface KernelLine {
  time: number;
  line: string;
}

/**
 * Joins the two lines that the kernel prints for each kill: `oom-kill:…` names the cgroup, and
 * `… Killed process …` follows with the process's size. Kills of several cgroups may come interleaved, so they are
 * joined by process id. Kills of processes that are in no container are left out.
 */
export class KernelLogReader {
  readonly #chosen = new Map<number, KernelKill>();

  /** Gives the kill when `entry` is the line that completes it. */
  read({ time, line }: KernelLine): KernelKill | undefined {
    const victim = parseVictim(line, time);
    if (victim !== undefined) {
      this.#chosen.set(victim.pid, victim);
      return undefined;
    }
    const end = parseEnd(line);
    if (end === undefined) return undefined;
    const kill = this.#chosen.get(end.pid);
    this.#chosen.delete(end.pid);
    return kill === undefined ? undefined : { ...kill, time, anonRss: end.anonRss, lines: [...kill.lines, line] };
  }

  /** Victims whose second line has not come: a log cut off between the two. */
  unfinished(): KernelKill[] {
    return [...this.#chosen.values()];
  }
}

export function readKernelKills(lines: Iterable<KernelLine>): KernelKill[] {
  const reader = new KernelLogReader();
  const kills: KernelKill[] = [];
  for (const entry of lines) {
    const kill = reader.read(entry);
    if (kill !== undefined) kills.push(kill);
  }
  return [...kills, ...reader.unfinished()].sort((a, b) => a.time - b.time);
}

/** Seconds since the host's boot, from the `[ 1280.605436]` in front of a line; undefined where there is none. */
export function kernelSeconds(line: string): number | undefined {
  const seconds = /^(?:<\d+>)?\[\s*(\d+\.\d+)\]/.exec(line)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

function parseVictim(line: string, time: number): KernelKill | undefined {
  const found =
    /oom-kill:constraint=(?<constraint>[^,]+),.*?task_memcg=(?<cgroup>[^,]*),task=(?<process>.*),pid=(?<pid>\d+),uid=/.exec(
      line,
    )?.groups;
  const containerId = containerIdOf(found?.['cgroup'] ?? '');
  if (found === undefined || containerId === undefined) return undefined;
  return {
    time,
    containerId,
    constraint: found['constraint'] ?? '',
    process: found['process'] ?? '',
    pid: Number(found['pid']),
    anonRss: null,
    lines: [line],
  };
}

function parseEnd(line: string): { pid: number; anonRss: number | null } | undefined {
  const found = /out of memory: Killed process (\d+) \(.*\)/i.exec(line);
  if (found === null) return undefined;
  const kilobytes = /anon-rss:(\d+)kB/.exec(line)?.[1];
  return { pid: Number(found[1]), anonRss: kilobytes === undefined ? null : Number(kilobytes) * 1024 };
}

/**
 * The innermost container of a cgroup path: `…/cri-containerd-ID.scope` (also `crio-`, `docker-`) under the systemd
 * driver, `…/podUID/ID` under cgroupfs. kind's own node is a container too, further up in the same path.
 */
export function containerIdOf(cgroup: string): string | undefined {
  for (const segment of cgroup.split('/').reverse()) {
    const found = /^(?:(?<runtime>[a-z-]+)-)?(?<id>[0-9a-f]{64})(?:\.scope)?$/.exec(segment)?.groups;
    // CRI-O keeps its monitor in a scope of its own with the container's id: its end is not the container's.
    if (found !== undefined) return found['runtime'] === 'crio-conmon' ? undefined : found['id'];
  }
  return undefined;
}
