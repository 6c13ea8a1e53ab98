import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startBackground } from '../../shared/command.ts';
import { Fault } from '../../shared/errors.ts';
import { withLock } from '../../shared/lock.ts';
import { compileCache, stateFolder } from '../../shared/places.ts';
import { waitUntil } from '../../shared/retry.ts';
import { answering } from './answering.ts';
import { clearBackground } from './clear.ts';
import { endProcess } from './end-process.ts';
import type { UpRecord } from './find.ts';
import { findBackground } from './find.ts';
import { makeFolder } from './make-folder.ts';
import { backgroundPlaces } from './places.ts';
import { requireLinux } from './require-linux.ts';

export interface UpOptions {
  signal?: AbortSignal | undefined;
  /** Hears what takes long, for people. */
  onProgress: (text: string) => void;
}

const daemon = join(import.meta.dirname, 'daemon.ts');
/** Seconds; it takes about one on a machine that has nothing else to do. */
const patience = 60;

/**
 * Starts the embedded cluster in the background, unless it is there; ready for requests when this resolves.
 * @returns what is known of it, and whether it was up before
 */
export async function upEmbedded(options: UpOptions): Promise<{ record: UpRecord; already: boolean }> {
  requireLinux();
  const { folder, lock } = backgroundPlaces();
  await makeFolder(stateFolder());
  // Two that start at once must not both start it.
  return withLock(
    lock,
    2 * patience,
    async () => {
      const found = await findBackground();
      if (found.state === 'up') return { record: await answering(found.record), already: true };
      if (found.state === 'starting') return { record: await comeUp(options, undefined), already: true };
      if (found.state === 'died') options.onProgress('the embedded cluster died; removing what is left of it');
      await clearBackground();
      await makeFolder(folder);
      return { record: await start(options), already: false };
    },
    options.signal,
  );
}

async function start(options: UpOptions): Promise<UpRecord> {
  const { log } = backgroundPlaces();
  const output = createWriteStream(log, { flags: 'a', mode: 0o600 });
  await once(output, 'open').catch((cause: unknown) => {
    throw new Fault('environment', `the embedded cluster cannot write its log ${log}`, { cause });
  });
  // Its working directory is nobody's: a folder in use cannot be unmounted.
  const env = { LEAKLAB_HOME: stateFolder(), NODE_COMPILE_CACHE: compileCache };
  const { pid, ended } = startBackground(process.execPath, [daemon], { env, cwd: '/', output });
  output.end();
  const over = { ended: false };
  void ended.then(() => (over.ended = true));
  try {
    return await comeUp(options, over);
  } catch (thrown) {
    if (pid !== undefined) await endProcess(pid, () => !over.ended);
    // Else its log is worth reading.
    if (options.signal?.aborted === true) await clearBackground();
    throw thrown;
  }
}

/** @param over - tells that its process has ended; left out for a process that somebody else has started */
async function comeUp({ signal }: UpOptions, over: { ended: boolean } | undefined): Promise<UpRecord> {
  const { log } = backgroundPlaces();
  const wait = {
    for: 'the embedded cluster to come up',
    within: patience,
    every: 0.02,
    otherwise: 'environment',
    hint: `tail ${log}`,
    signal,
  } as const;
  return waitUntil(wait, async () => {
    const found = await findBackground();
    if (found.state === 'up') return found.record;
    if (over?.ended !== true && found.state !== 'died') return undefined;
    const words = (await lastWords(log)) ?? 'it wrote nothing: is the disk full?';
    throw new Fault('environment', `the embedded cluster did not come up: ${words}`, { hint: `tail ${log}` });
  });
}

async function lastWords(log: string): Promise<string | undefined> {
  const text = await readFile(log, 'utf8').catch(() => '');
  const [, words] = /^\d{4}-\S+Z (.+)$/m.exec(text.trim().split('\n').at(-1) ?? '') ?? [];
  return (
    words ??
    text
      .trim()
      .split('\n')
      .findLast((line) => line !== '')
  );
}
