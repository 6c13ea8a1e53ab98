import { z } from 'zod';
import type { KubeApi } from '../kube/api.ts';
import { systemClock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import type { Witness, WitnessListener } from './witness.ts';

/** One line of the embedded cluster's `/lab/readings`. */
const readingSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('memory'),
    time: z.number(),
    containerId: z.string(),
    usage: z.number(),
    workingSet: z.number(),
    rss: z.number(),
    limit: z.number().nullable(),
    oomKills: z.number().nullable(),
  }),
  z.object({ type: z.literal('ended'), time: z.number(), containerId: z.string(), oomKills: z.number() }),
  z.object({
    type: z.literal('killed'),
    time: z.number(),
    containerId: z.string(),
    pid: z.number(),
    by: z.enum(['kernel', 'watchdog']),
    text: z.string(),
  }),
]);

/** Sees memory and OOM kills of the embedded cluster's containers, whose cgroups it reads itself. */
export function watchEmbeddedNode(api: KubeApi, limits: 'kernel' | 'watchdog', listener: WitnessListener): Witness {
  const stopping = new AbortController();
  const following = follow(api, limits === 'kernel', listener, stopping.signal);
  return {
    name: limits === 'kernel' ? "the containers' own cgroups" : 'a watchdog on the resident memory of the processes',
    provesKills: limits === 'kernel',
    async stop() {
      stopping.abort();
      await following;
    },
  };
}

/** Seconds. A connection over loopback ends with its server, so that it need not be given up for being quiet. */
const longest = 24 * 3600;

async function follow(api: KubeApi, proves: boolean, listener: WitnessListener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const call = { method: 'GET', path: '/lab/readings', timeout: longest } as const;
      for await (const line of api.connection.lines(call, signal)) hear(line, proves, listener);
    } catch (thrown) {
      if (signal.aborted) return;
      listener.interrupted(`the embedded cluster's readings ended: ${messageOf(thrown)}`);
    }
    await systemClock.sleep(500, signal).catch(() => undefined);
  }
}

/** A watchdog's kills are no word of the kernel: of them only the memory is told. */
function hear(line: string, proves: boolean, listener: WitnessListener): void {
  const reading = readingSchema.parse(JSON.parse(line));
  if (reading.type === 'memory') listener.read(reading);
  else if (!proves) return;
  else if (reading.type === 'ended') listener.counted({ ...reading, kills: reading.oomKills });
  else if (reading.by === 'kernel') {
    const kill = { constraint: 'CONSTRAINT_MEMCG', process: '', anonRss: null, lines: [reading.text] };
    listener.killed({ ...reading, ...kill });
  }
}
