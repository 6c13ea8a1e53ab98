import type { GroupLimits, GroupUsage, MemoryGroup, MemoryLimiter } from './memory-limiter.ts';
import type { Refusal } from './refusal.ts';
import { processTree, unreclaimableMemory } from './process-tree.ts';

/** Milliseconds between two looks: what a process takes in between goes beyond its limit unseen. */
const lookEvery = 50;

/**
 * Where the kernel may not be asked for limits: looks at the memory of each container's processes and kills them when
 * they are above it. Approximate: a quick process overshoots, page cache does not count, and nothing is charged twice.
 */
export function startWatchdog(refusal: Refusal): MemoryLimiter {
  const groups = new Set<WatchedGroup>();
  const timer = setInterval(() => {
    for (const group of groups) group.look();
  }, lookEvery);
  timer.unref();

  return {
    enforcement: 'watchdog',
    description: `a watchdog on the memory of each process, as ${refusal.why}: limits are approximate`,
    mend: refusal.mend,
    folders: [],
    create: (_id, limits) => {
      const group = new WatchedGroup(limits, () => groups.delete(group));
      groups.add(group);
      return group;
    },
    close: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}

class WatchedGroup implements MemoryGroup {
  readonly joinFiles = [];
  #limits: GroupLimits;
  readonly views = [];
  readonly hasNamespace = false;
  #forget: () => void;
  #root: number | undefined;
  #oomKills = 0;

  constructor(limits: GroupLimits, forget: () => void) {
    this.#limits = limits;
    this.#forget = forget;
  }

  adopt(pid: number): void {
    this.#root = pid;
  }

  look(): void {
    const limit = this.#limits.memory;
    if (limit === undefined) return;
    const usage = this.#usage();
    if (usage === undefined || usage <= limit) return;
    this.#oomKills += 1;
    this.kill();
  }

  read(): GroupUsage | undefined {
    const usage = this.#usage();
    if (usage === undefined) return undefined;
    const limit = this.#limits.memory ?? null;
    return { usage, workingSet: usage, rss: usage, limit, oomKills: this.#oomKills };
  }

  kill(): void {
    for (const pid of this.#processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // ESRCH: it ended by itself.
      }
    }
  }

  remove(): Promise<{ oomKills: number }> {
    this.kill();
    this.#forget();
    return Promise.resolve({ oomKills: this.#oomKills });
  }

  #processes(): number[] {
    return this.#root === undefined ? [] : processTree(this.#root);
  }

  #usage(): number | undefined {
    const sizes = this.#processes().map((pid) => unreclaimableMemory(pid) ?? 0);
    return sizes.length === 0 ? undefined : sizes.reduce((sum, size) => sum + size, 0);
  }
}
