import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';

/** Keys to look at again, each at most once in line however often it was named. One key is worked on at a time. */
export interface WorkQueue {
  add(key: string): void;
  /** Adds the key in so many milliseconds; of several times for one key the earliest counts. */
  addAfter(key: string, milliseconds: number): void;
  /** Nothing is in line; keys that wait for their time do not count. */
  readonly idle: boolean;
  stop(): void;
}

export interface WorkQueueOptions {
  /** Gives the milliseconds after which the key is to be looked at again; an error puts it back in line with a delay. */
  work: (key: string) => number | undefined;
  /** Hears of every error; the key is tried again whatever it does. */
  onError: (key: string, thrown: unknown) => void;
  clock?: Clock | undefined;
}

// As client-go's default rate limiter: util/workqueue/default_rate_limiters.go.
const firstRetry = 5;
const lastRetry = 1_000_000;
// A Node timer fires at once above 2^31 ms; nobody minds a look an hour early.
const longestSleep = 3_600_000;

export function createWorkQueue({ work, onError, clock = systemClock }: WorkQueueOptions): WorkQueue {
  const line = new Set<string>();
  const waiting = new Map<string, number>();
  const failures = new Map<string, number>();
  let alarm: { at: number; abort: AbortController } | undefined;
  let turn: NodeJS.Immediate | undefined;
  let stopped = false;

  // One key for each turn of the event loop: the API answers in between.
  function takeTurn() {
    turn ??= setImmediate(() => {
      turn = undefined;
      const [key] = line;
      if (key === undefined) return;
      line.delete(key);
      workOn(key);
      if (line.size > 0 && !stopped) takeTurn();
    });
  }

  function workOn(key: string) {
    try {
      const again = work(key);
      failures.delete(key);
      if (again !== undefined) addAfter(key, again);
    } catch (thrown) {
      const failed = failures.get(key) ?? 0;
      failures.set(key, failed + 1);
      addAfter(key, Math.min(firstRetry * 2 ** failed, lastRetry));
      onError(key, thrown);
    }
  }

  function add(key: string) {
    if (stopped) return;
    line.add(key);
    takeTurn();
  }

  function addAfter(key: string, milliseconds: number) {
    if (stopped) return;
    const at = clock.now() + milliseconds;
    waiting.set(key, Math.min(at, waiting.get(key) ?? Infinity));
    setAlarm();
  }

  function setAlarm() {
    const at = Math.min(...waiting.values());
    if (at === Infinity || (alarm !== undefined && alarm.at <= at)) return;
    alarm?.abort.abort();
    const mine = { at, abort: new AbortController() };
    alarm = mine;
    const sleep = Math.min(Math.max(at - clock.now(), 0), longestSleep);
    // Only an abort rejects: an earlier alarm took this one's place, or the queue was stopped.
    clock.sleep(sleep, mine.abort.signal).then(ring, () => {});
  }

  function ring() {
    alarm = undefined;
    for (const [key, at] of waiting) {
      if (at > clock.now()) continue;
      waiting.delete(key);
      add(key);
    }
    setAlarm();
  }

  return {
    add,
    addAfter,
    get idle() {
      return line.size === 0;
    },
    stop() {
      stopped = true;
      clearImmediate(turn);
      alarm?.abort.abort();
      line.clear();
      waiting.clear();
    },
  };
}
