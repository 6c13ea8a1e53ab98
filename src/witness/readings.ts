import type { KernelKill, OomCount } from '../evidence/memory.ts';
import type { Reading, WitnessListener } from './witness.ts';

/** Seconds for which readings of containers that nobody has asked for yet are kept. */
const memorySeconds = 120;

export interface ContainerFollower {
  read(reading: Reading): void;
  killed(kill: KernelKill): void;
  counted(count: OomCount): void;
}

/**
 * Shares one witness among runs. A container is sampled before the API server tells whose it is, so readings of all
 * containers are kept for a while and handed over when somebody asks for the container.
 */
export class Readings implements WitnessListener {
  readonly #recent = new Map<string, Reading[]>();
  readonly #kills = new Map<string, KernelKill[]>();
  readonly #counts = new Map<string, OomCount>();
  readonly #followers = new Map<string, ContainerFollower>();
  readonly #onInterruption: (why: string) => void;

  constructor(onInterruption: (why: string) => void) {
    this.#onInterruption = onInterruption;
  }

  /** Gives `follower` what is known of the container, then all that comes. */
  follow(containerId: string, follower: ContainerFollower): void {
    this.#followers.set(containerId, follower);
    for (const reading of this.#recent.get(containerId) ?? []) follower.read(reading);
    for (const kill of this.#kills.get(containerId) ?? []) follower.killed(kill);
    const count = this.#counts.get(containerId);
    if (count !== undefined) follower.counted(count);
    this.#recent.delete(containerId);
  }

  unfollow(containerId: string): void {
    this.#followers.delete(containerId);
  }

  read(reading: Reading): void {
    const follower = this.#followers.get(reading.containerId);
    if (follower !== undefined) {
      follower.read(reading);
      return;
    }
    if (!this.#recent.has(reading.containerId)) this.#forgetOld(reading.time);
    const kept = this.#recent.get(reading.containerId) ?? [];
    kept.push(reading);
    while (kept[0] !== undefined && kept[0].time < reading.time - memorySeconds * 1000) kept.shift();
    this.#recent.set(reading.containerId, kept);
  }

  killed(kill: KernelKill): void {
    const kills = this.#kills.get(kill.containerId) ?? [];
    // The kernel's log is read again from its start whenever the stream is opened anew.
    if (kills.some(({ pid, time }) => pid === kill.pid && Math.abs(time - kill.time) < 1000)) return;
    this.#kills.set(kill.containerId, [...kills, kill]);
    this.#followers.get(kill.containerId)?.killed(kill);
  }

  counted(count: OomCount): void {
    if (count.kills === 0) return;
    // Said again with every sample while the empty cgroup is there: the first time is the one nearest to the kill.
    if (this.#counts.get(count.containerId)?.kills === count.kills) return;
    this.#counts.set(count.containerId, count);
    this.#followers.get(count.containerId)?.counted(count);
  }

  interrupted(why: string): void {
    this.#onInterruption(why);
  }

  #forgetOld(now: number): void {
    for (const [id, kept] of this.#recent) {
      if ((kept.at(-1)?.time ?? 0) < now - memorySeconds * 1000) this.#recent.delete(id);
    }
  }
}
