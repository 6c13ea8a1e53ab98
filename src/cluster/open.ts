import type { Cluster } from './cluster.ts';
import { chooseCluster } from './choose.ts';
import { openContext } from './context.ts';
import { findBackground, openBackground } from './embedded/find.ts';
import { kindClusterName } from './kind-name.ts';
import type { KindOptions } from './kind.ts';
import { openEvicting } from './evicting.ts';
import { upKind } from './kind.ts';

export interface Where {
  /** `auto`, `kind`, `embedded`, or the name of a context whose cluster leaklab made. */
  on: string;
  /** A context that the user names on purpose, whoever made it. */
  context: string | undefined;
  /** A kind cluster of its own instead of the one that all runs share: it goes when it is closed, unless it is kept. */
  evicting?: { keep: boolean } | undefined;
}

/** The cluster that a command is to use, ready to take a run. */
export async function openCluster(where: Where, options: KindOptions): Promise<Cluster> {
  if (where.context !== undefined) return openContext(where.context, { allowForeign: true, signal: options.signal });
  const on = where.on === 'auto' ? await chooseCluster(options) : where.on;
  switch (on) {
    case 'embedded':
      return openEmbedded(options);
    case 'kind':
    case `kind-${kindClusterName()}`:
      return where.evicting === undefined ? upKind(options) : openEvicting(where.evicting, options);
    default:
      return openContext(on, { allowForeign: false, signal: options.signal });
  }
}

/** The one that `leaklab cluster up` keeps running, else one of this process's own. */
async function openEmbedded({ onProgress, signal }: KindOptions): Promise<Cluster> {
  const found = await findBackground();
  if (found.state === 'up') return openBackground(found.record);
  if (found.state === 'died') {
    onProgress('the embedded cluster that was up has died; `leaklab cluster up --on embedded` starts it anew');
  }
  signal?.throwIfAborted();
  // Only who takes it pays for loading it.
  const { openOwn } = await import('./embedded/own.ts');
  return openOwn(onProgress);
}
