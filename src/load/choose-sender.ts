import { z } from 'zod';
import { CommandError, runCommand } from '../shared/command.ts';
import { Fault } from '../shared/errors.ts';
import type { Sender } from './sender.ts';

const wishSchema = z.enum(['k6', 'node', 'auto']);

/** What sends loads here: LEAKLAB_LOAD, or without it k6 where it is on the PATH. A Fault where that cannot be. */
export async function chooseSender(signal?: AbortSignal): Promise<Sender['name']> {
  const value = process.env['LEAKLAB_LOAD'] ?? 'auto';
  const wish = wishSchema.safeParse(value === '' ? 'auto' : value).data;
  if (wish === undefined) {
    const hint = 'LEAKLAB_LOAD=node needs no other program';
    throw new Fault('usage', `LEAKLAB_LOAD must be "k6", "node" or "auto", got "${value}"`, { hint });
  }
  if (wish === 'node') return 'node';
  const missing = await runCommand('k6', ['version'], { signal, timeoutSeconds: 20 }).then(
    () => undefined,
    (thrown: unknown) => {
      signal?.throwIfAborted();
      if (thrown instanceof CommandError) return thrown;
      throw thrown;
    },
  );
  if (missing === undefined) return 'k6';
  if (wish === 'auto') return 'node';
  const hint = 'install it from https://k6.io, or set LEAKLAB_LOAD=node';
  throw new Fault('environment', 'LEAKLAB_LOAD asks for k6, which does not run here', { cause: missing, hint });
}
