import type { Clock } from '../../shared/clock.ts';
import type { GroupUsage } from '../cgroup/memory-limiter.ts';
import { Broadcast } from './broadcast.ts';
import { cpuSeconds } from './cpu.ts';
import type { ContainerInstance } from './instance.ts';
import type { NodeReading } from './node-access.ts';

/** Milliseconds between two readings of memory. */
const readEvery = 100;
/** Milliseconds of CPU time that an average is taken over. */
const cpuWindow = 10_000;

export interface InstanceUsage {
  /** Milliseconds since the Unix epoch. */
  at: number;
  windowSeconds: number;
  memory: number;
  cpu: number;
}

interface Sampled {
  usage: GroupUsage;
  at: number;
  oomKills: number;
  cpu: { at: number; seconds: number; rate: number; window: number } | undefined;
}

/** Reads the memory of all containers ten times a second, for the witness and for metrics. */
export class Sampler {
  readonly readings = new Broadcast<NodeReading>();
  readonly #running: ReadonlyMap<string, ContainerInstance>;
  readonly #clock: Clock;
  readonly #steady: Clock;
  readonly #by: 'kernel' | 'watchdog';
  readonly #sampled = new Map<string, Sampled>();
  readonly #timer: NodeJS.Timeout;

  constructor(
    running: ReadonlyMap<string, ContainerInstance>,
    { clock, steady }: { clock: Clock; steady: Clock },
    by: 'kernel' | 'watchdog',
  ) {
    this.#steady = steady;
    this.#running = running;
    this.#clock = clock;
    this.#by = by;
    this.#timer = setInterval(() => this.#read(), readEvery);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Undefined while the instance has not been sampled for a while yet. */
  usage(id: string): InstanceUsage | undefined {
    const sampled = this.#sampled.get(id);
    if (sampled?.cpu === undefined || sampled.cpu.window === 0) return undefined;
    const { usage, at, cpu } = sampled;
    return { at, windowSeconds: cpu.window / 1000, memory: usage.workingSet, cpu: cpu.rate };
  }

  /** The last word on an instance: its kills, and that it is gone. */
  ended({ id, process }: ContainerInstance, oomKills: number): void {
    this.#tellKills(id, process.pid, oomKills);
    this.#sampled.delete(id);
    this.readings.send({ type: 'ended', time: this.#clock.now(), containerId: id, oomKills });
  }

  #read(): void {
    const time = this.#clock.now();
    const ticks = this.#steady.now();
    for (const [id, instance] of this.#running) {
      const usage = instance.group.read();
      if (usage === undefined) continue;
      this.#tellKills(id, instance.process.pid, usage.oomKills);
      const before = this.#sampled.get(id);
      const cpu = before !== undefined && !isDue(before.cpu, ticks) ? before.cpu : cpuOf(instance, before?.cpu, ticks);
      this.#sampled.set(id, { usage, at: time, oomKills: usage.oomKills, cpu });
      const { workingSet, rss, limit } = usage;
      const oomKills = this.#by === 'kernel' ? usage.oomKills : null;
      this.readings.send({
        type: 'memory',
        time,
        containerId: id,
        usage: usage.usage,
        workingSet,
        rss,
        limit,
        oomKills,
      });
    }
  }

  #tellKills(id: string, pid: number, oomKills: number): void {
    const known = this.#sampled.get(id)?.oomKills ?? 0;
    if (oomKills <= known) return;
    const text =
      this.#by === 'kernel'
        ? `memory cgroup ${id}: oom_kill went from ${known} to ${oomKills}`
        : `the watchdog saw container ${id} above its memory limit and killed it; the limit is approximate`;
    this.readings.send({ type: 'killed', time: this.#clock.now(), containerId: id, pid, by: this.#by, text });
  }
}

function isDue(cpu: Sampled['cpu'], time: number): boolean {
  // The first average comes after a second, so that `kubectl top` has something to show.
  return cpu === undefined || time - cpu.at >= (cpu.window === 0 ? 1000 : cpuWindow);
}

function cpuOf(instance: ContainerInstance, before: Sampled['cpu'], at: number): Sampled['cpu'] {
  const seconds = cpuSeconds(instance.process.pid);
  if (before === undefined) return { at, seconds, rate: 0, window: 0 };
  const window = at - before.at;
  // Processes that have ended take their time with them: never below zero.
  return { at, seconds, window, rate: Math.max(0, (seconds - before.seconds) / (window / 1000)) };
}
