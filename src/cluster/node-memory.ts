import { z } from 'zod';
import { parseJson } from '../evidence/parse-json.ts';
import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';

const inspected = z.array(z.object({ HostConfig: z.object({ Memory: z.number() }) }));

/**
 * Holds each of a kind cluster's nodes to so many bytes, swap included: with all that runs on it, it is then as small as a
 * real node of that size, and what starves it leaves the machine alone.
 * @throws Fault (environment) when Docker cannot
 */
export async function boundNodes(nodes: readonly string[], bytes: number, signal?: AbortSignal): Promise<void> {
  const args = ['update', '--memory', String(bytes), '--memory-swap', String(bytes), ...nodes];
  try {
    await runCommand('docker', args, { signal, timeoutSeconds: 60 });
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    const hint = 'a node that uses more than that already cannot be held to it: leaklab cluster down, and up again';
    throw new Fault('environment', `Docker could not hold ${nodes.join(', ')} to ${bytes} bytes`, { cause, hint });
  }
}

/** Bytes that the largest of the nodes is held to; null where one is not held to anything. */
export async function nodeBound(nodes: readonly string[], signal?: AbortSignal): Promise<number | null> {
  const { stdout } = await runCommand('docker', ['inspect', ...nodes], { signal, timeoutSeconds: 30 });
  const bounds = parseJson(stdout, inspected, '`docker inspect`').map(({ HostConfig }) => HostConfig.Memory);
  return bounds.length === 0 || bounds.includes(0) ? null : Math.max(...bounds);
}
