import { messageOf } from '../shared/errors.ts';
import type { Cluster } from './cluster.ts';
import { openContext } from './context.ts';
import { kindClusterName } from './kind-name.ts';
import type { KindOptions } from './kind.ts';
import { upKind } from './kind.ts';
import { requireDocker, requireKind } from './programs.ts';

export interface Where {
  /** `auto`, `kind`, `embedded`, or the name of a context whose cluster leaklab made. */
  on: string;
  /** A context that the user names on purpose, whoever made it. */
  context: string | undefined;
}

/** The cluster that a command is to use, ready to take a run. */
export async function openCluster(where: Where, options: KindOptions): Promise<Cluster> {
  if (where.context !== undefined) return openContext(where.context, { allowForeign: true, signal: options.signal });
  switch (where.on) {
    case 'auto':
      return openBest(options);
    case 'embedded':
      return openOwn(options);
    case 'kind':
    case `kind-${kindClusterName()}`:
      return upKind(options);
    default:
      return openContext(where.on, { allowForeign: false, signal: options.signal });
  }
}

/** kind where Docker and kind are ready, else our own cluster; says which in one line. */
async function openBest(options: KindOptions): Promise<Cluster> {
  const missing = await Promise.all([requireDocker(options.signal), requireKind(options.signal)]).then(
    () => undefined,
    (thrown: unknown) => messageOf(thrown),
  );
  options.signal?.throwIfAborted();
  if (missing === undefined) return upKind(options);
  options.onProgress(`no kind here (${missing.split('\n')[0]}): taking the embedded cluster`);
  return openOwn(options);
}

async function openOwn({ onProgress }: KindOptions): Promise<Cluster> {
  // Only who takes it pays for loading it.
  const { openEmbedded } = await import('./embedded.ts');
  return openEmbedded(onProgress);
}
