import { podSchema } from '../../../src/evidence/objects.ts';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import type { History } from './recording.ts';

export type EndsAt = 'back-off' | 'restart' | 'deletion';

/** A pod's history up to where it only repeats itself: how often a watcher sees that is a matter of time. */
export function storyOf(history: History, endsAt: EndsAt): History {
  const end =
    history.kind === 'Pod' && endsAt !== 'deletion'
      ? history.versions.findIndex(({ object }) => isEnd(object, endsAt))
      : -1;
  return end < 0 ? history : { ...history, versions: history.versions.slice(0, end + 1), gone: false };
}

/** Milliseconds since the Unix epoch after which events about the pod belong to its repeats; Infinity where it has none. */
export function endOfStory(history: History, endsAt: EndsAt): number {
  const { versions } = storyOf(history, endsAt);
  const whole = versions.length === history.versions.length;
  // An event and the status that it belongs to are written apart.
  return whole ? Infinity : (versions.at(-1)?.at ?? 0) + 2000;
}

function isEnd(object: AnyObject, endsAt: EndsAt): boolean {
  const { initContainerStatuses = [], containerStatuses = [] } = podSchema.parse(object).status ?? {};
  return [...initContainerStatuses, ...containerStatuses].some(({ state, restartCount }) =>
    endsAt === 'restart' ? restartCount > 0 : state?.waiting?.reason === 'CrashLoopBackOff',
  );
}
