import { Pool } from 'undici';
import { systemClock } from '../shared/clock.ts';
import type { Clock } from '../shared/clock.ts';
import { numbered } from './numbered.ts';
import { dueBy } from './schedule.ts';
import type { Sender, SenderJob } from './sender.ts';
import { mostWaiting } from './sender.ts';

/** Milliseconds between two looks at what is due. */
const tick = 10;
/** Requests that are late by more than this, in seconds, are left out: a burst that makes up for them is another load. */
const latest = 0.5;

/**
 * Sends requests when they are due, whether or not earlier ones were answered, as k6's arrival-rate executors do. Not
 * autocannon: at 20 requests a second it sends all 20 at the start of each second (measured, 9.0.0), which is a spike.
 */
export function startNodeSender(job: SenderJob, clock: Clock = systemClock): Sender {
  const { request, traffic } = job;
  const patience = request.timeout * 1000;
  const pool = new Pool(`http://127.0.0.1:${job.port}`, {
    connections: mostWaiting,
    headersTimeout: patience,
    bodyTimeout: patience,
    connectTimeout: patience,
  });
  const startedAt = clock.now();
  const stopping = new AbortController();
  let counted = 0;
  let waiting = 0;

  async function send(number: number): Promise<void> {
    const at = clock.now();
    if (waiting >= mostWaiting) {
      job.hear({ at, endedAt: at, kind: 'unsent' });
      return;
    }
    waiting += 1;
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patience)]);
      const { method, path, body, headers } = numbered(request, number);
      const { statusCode, body: answer } = await pool.request({ method, path, body, headers, signal });
      await answer.dump({ limit: Infinity, signal });
      const served = statusCode >= 200 && statusCode < 300;
      job.hear({ at, endedAt: clock.now(), kind: served ? 'served' : 'failed' });
    } catch {
      // No answer, or a broken one, is what the count of failed requests is there for; one that we broke off is none.
      if (stopping.signal.aborted) return;
      const endedAt = clock.now();
      job.hear({ at, endedAt, kind: endedAt - at >= patience ? 'failed' : 'broken' });
    } finally {
      waiting -= 1;
    }
  }

  const timer = setInterval(() => {
    const elapsed = (clock.now() - startedAt) / 1000;
    const due = Math.floor(dueBy(traffic, elapsed));
    counted = Math.max(counted, Math.floor(dueBy(traffic, elapsed - latest)));
    while (counted < due) {
      counted += 1;
      void send(counted);
    }
  }, tick);

  return {
    name: 'node',
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await pool.destroy();
    },
  };
}
