import type { MemorySample } from './memory.ts';
import type { KubeEvent } from './objects.ts';

/** Kubernetes rounds times down to whole seconds: what it calls 10:00:05 may have been 10:00:05.999. */
export const statusResolution = 1000;

/** How long before a container's end a kill inside it still counts as the cause of that end, in milliseconds. */
export const nearDeath = 5000;

/**
 * Milliseconds since the Unix epoch, or null for anything that is no time. The epoch itself is none: containerd gives it
 * as the start of a container that it could not start (StartError).
 */
export function parseTime(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) || time <= 0 ? null : time;
}

export function eventTime(event: KubeEvent): number | null {
  return parseTime(event.lastTimestamp) ?? parseTime(event.eventTime) ?? parseTime(event.firstTimestamp);
}

/**
 * The kubelet's own announcement that it would kill this container, made during the life that ended at `finishedAt`.
 * The API server folds repeated events into one with a count: one that began before this life and ended after it
 * counts for it as well.
 */
export function killingEvent(
  events: readonly KubeEvent[],
  instance: { pod: string; container: string; startedAt: number | null; finishedAt: number | null },
): KubeEvent | undefined {
  return events.find((event) => {
    if (event.reason !== 'Killing' || event.involvedObject.name !== instance.pod) return false;
    if (!namesContainer(event, instance.container)) return false;
    const last = eventTime(event);
    const first = parseTime(event.firstTimestamp) ?? last;
    if (last === null || first === null || instance.finishedAt === null) return true;
    const until = instance.finishedAt + statusResolution;
    const since = instance.startedAt ?? until - 60_000;
    const during = (time: number) => time >= since && time <= until;
    return during(last) || during(first) || ((event.count ?? 1) > 2 && first < since && last > until);
  });
}

function namesContainer(event: KubeEvent, container: string): boolean {
  const path = event.involvedObject.fieldPath;
  if (path !== undefined) return path.endsWith(`{${container}}`);
  return (event.message ?? '').split(/\s|,/).includes(container);
}

/** How the memory of an instance stood when it ended. */
export type Ending = { at: 'limit' | 'below' | 'between'; sample: MemorySample; share: number } | { at: 'unseen' };

/**
 * Reads the last two seconds before an end at `finishedAt`. Page cache that the kernel would drop before it kills is
 * not counted (working set). A curve that climbs so fast that it would have met the limit between two samples is at it.
 */
export function endingOf(samples: readonly MemorySample[], finishedAt: number | null): Ending {
  const end = finishedAt === null ? Infinity : finishedAt + statusResolution;
  const before = samples.filter((sample) => sample.time <= end);
  const last = before.at(-1);
  // A new cgroup shows no limit until the runtime has written it.
  const limit = before.findLast((sample) => sample.limit !== null)?.limit ?? null;
  if (last === undefined || limit === null) return { at: 'unseen' };
  if (finishedAt !== null && last.time < finishedAt - 2000) return { at: 'unseen' };
  const recent = before.filter((sample) => sample.time >= last.time - 1000);
  const highest = recent.reduce((best, sample) => (sample.workingSet > best.workingSet ? sample : best), last);
  const first = recent[0] ?? last;
  const seconds = (last.time - first.time) / 1000;
  const climb = seconds > 0 ? Math.max(0, (last.workingSet - first.workingSet) / seconds) : 0;
  // What it would have reached by the end of the second that the status names, at most one second later.
  const unseen = Math.min(1, Math.max(0, ((finishedAt === null ? last.time : end) - last.time) / 1000));
  const reached = Math.max(highest.workingSet, last.workingSet + climb * unseen);
  const share = highest.workingSet / limit;
  if (reached >= 0.95 * limit) return { at: 'limit', sample: highest, share };
  return { at: share < 0.8 ? 'below' : 'between', sample: highest, share };
}
