import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../shared/clock.ts';
import { startCommand } from '../shared/command.ts';
import type { RunningCommand } from '../shared/command.ts';
import { kernelSeconds, KernelLogReader } from '../evidence/kernel-log.ts';
import { parseNodeLine } from './node-line.ts';
import type { Witness, WitnessListener } from './witness.ts';

/**
 * Sees memory and OOM kills of all containers of a kind cluster through its nodes' containers: one stream per node,
 * opened again when it breaks.
 */
export async function watchKindNodes(nodes: string[], listener: WitnessListener): Promise<Witness> {
  const script = await readFile(join(import.meta.dirname, 'sample-node.sh'), 'utf8');
  const stopping = new AbortController();
  const followed = nodes.map((node) => followNode(node, script, listener, stopping.signal));
  return {
    name: "the node's cgroups and kernel log",
    provesKills: true,
    async stop() {
      stopping.abort();
      await Promise.all(followed);
    },
  };
}

async function followNode(node: string, script: string, listener: WitnessListener, stop: AbortSignal): Promise<void> {
  for (let broken = 0; !stop.aborted; broken += 1) {
    const stream = startCommand('docker', ['exec', '-i', node, 'bash', '-c', script]);
    const end = () => void stream.stop();
    stop.addEventListener('abort', end, { once: true });
    await readStream(stream, listener);
    stop.removeEventListener('abort', end);
    const { failure } = await stream.ended;
    if (stop.aborted) return;
    listener.interrupted(`the stream from node ${node} ended${failure === undefined ? '' : `: ${failure.message}`}`);
    await systemClock.sleep(Math.min(500 * 2 ** broken, 5000), stop).catch(() => undefined);
  }
}

async function readStream(stream: RunningCommand, listener: WitnessListener): Promise<void> {
  const kernel = new KernelLogReader();
  let bootedAt = 0;
  for await (const text of stream.lines) {
    const line = parseNodeLine(text);
    if (line.type === 'boot') ({ bootedAt } = line);
    else if (line.type === 'memory') listener.read(line.reading);
    else if (line.type === 'ended') listener.counted(line.count);
    else if (line.type === 'kernel') {
      const kill = kernel.read({ time: bootedAt + (kernelSeconds(line.line) ?? 0) * 1000, line: line.line });
      if (kill !== undefined) listener.killed(kill);
    }
  }
}
