import { findBackground, glance, openBackground } from '../../../cluster/embedded/find.ts';
import { downEmbedded } from '../../../cluster/embedded/down.ts';
import { kindClusterName } from '../../../cluster/kind-name.ts';
import type { KindOptions } from '../../../cluster/kind.ts';
import { downKind } from '../../../cluster/kind.ts';
import { kindIsInstalled, kindObstacle } from '../../../cluster/programs.ts';
import { exitCodes } from '../../../run/exit-code.ts';
import { isInUse, runNamespaces } from '../../../run/namespace.ts';
import { Fault } from '../../../shared/errors.ts';
import { runLabel } from '../../../shared/run-label.ts';
import { say } from '../../output.ts';
import { interruptible } from '../../signals.ts';
import type { OnOption } from './on-option.ts';

export interface DownOptions extends OnOption {
  /** Ends the embedded cluster under runs that are going on. */
  force?: boolean;
}

/** `leaklab cluster down`: by default all that leaklab keeps running here, of either sort. */
export async function down({ on, force = false }: DownOptions): Promise<number> {
  return interruptible(async (signal) => {
    const options = { signal, onProgress: say };
    const ended = on === 'kind' ? false : await embeddedDown(options, force);
    if (on === 'embedded') {
      if (!ended) say('there is no embedded cluster that is up');
      return exitCodes.ok;
    }
    if (on === 'auto' && !(await kindIsInstalled(signal))) {
      if (!ended)
        say('there is no cluster to end: no embedded one is up, and without Docker and kind there is no other');
      return exitCodes.ok;
    }
    const obstacle = on === 'auto' && ended ? await kindObstacle(signal) : undefined;
    if (obstacle !== undefined) {
      say(`whether there is a kind cluster too cannot be told: ${obstacle}`);
      return exitCodes.ok;
    }
    const name = kindClusterName();
    const deleted = await downKind(options);
    if (deleted || !ended)
      say(deleted ? `the kind cluster "${name}" is deleted` : `there is no kind cluster "${name}"`);
    return exitCodes.ok;
  });
}

async function embeddedDown(options: KindOptions, force: boolean): Promise<boolean> {
  if (!force) await refuseUnderRuns(options.signal);
  const ended = await downEmbedded(options);
  if (ended) say('the embedded cluster is down, and all of it removed');
  return ended;
}

/** A Fault (usage) while runs of processes that live use it: they would lose their evidence. */
async function refuseUnderRuns(signal: AbortSignal | undefined): Promise<void> {
  const found = await findBackground();
  if (found.state !== 'up') return;
  const { api } = openBackground(found.record, glance);
  const namespaces = await runNamespaces(api, signal).catch(() => {
    // One that does not answer serves no run either.
    signal?.throwIfAborted();
    return [];
  });
  const runs = namespaces.filter(isInUse).map(({ metadata }) => metadata.labels?.[runLabel] ?? metadata.name);
  if (runs.length === 0) return;
  const message = `the embedded cluster is in use by ${runs.length === 1 ? 'the run' : 'the runs'} ${runs.join(', ')}`;
  throw new Fault('usage', message, { hint: 'wait for them, or: leaklab cluster down --on embedded --force' });
}
