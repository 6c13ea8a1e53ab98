import { eventBytes } from './event.ts';
import type { Pace } from './pace.ts';
import type { Processor } from './processor.ts';

/** Milliseconds of events that a late tick makes up for at most; what is older is let go. */
const longestCatchUp = 1000;

/**
 * Feeds events to the processor at the pace's rate. Each tick asks the clock how many are due, so that the rate holds
 * when ticks come late on a busy machine.
 * @returns a function that ends the feed
 */
export function startFeed(processor: Processor, pace: Pace, now: () => number = () => performance.now()): () => void {
  // One buffer for all, as a reader of a socket has. No zero bytes: each page of a kept copy is really there.
  const payload = Buffer.alloc(eventBytes, 0x5a);
  const timer = setInterval(tick, pace.tick);
  let from = now();
  let fed = 0;

  function tick(): void {
    const behind = now() - from - (fed / pace.eventsPerSecond) * 1000;
    if (behind > longestCatchUp) from += behind - longestCatchUp;
    const due = Math.floor(((now() - from) / 1000) * pace.eventsPerSecond) - fed;
    for (let i = 0; i < due; i += 1) processor.process(payload, 'feed');
    fed += due;
  }

  return () => clearInterval(timer);
}
