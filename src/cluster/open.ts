import { Fault } from '../shared/errors.ts';
import type { Cluster } from './cluster.ts';
import { openContext } from './context.ts';
import type { KindOptions } from './kind.ts';
import { kindClusterName } from './kind-name.ts';
import { upKind } from './kind.ts';

export interface Where {
  /** `kind`, or the name of a context whose cluster leaklab made. */
  on: string;
  /** A context that the user names on purpose, whoever made it. */
  context: string | undefined;
}

/** The cluster that a command is to use, ready to take a run. */
export async function openCluster(where: Where, options: KindOptions): Promise<Cluster> {
  if (where.context !== undefined) return openContext(where.context, { allowForeign: true, signal: options.signal });
  if (where.on === 'kind' || where.on === `kind-${kindClusterName()}`) return upKind(options);
  if (where.on === 'embedded' || where.on === 'auto') {
    const message = `--on ${where.on} is not there yet: this release runs on kind or on a kube-context`;
    throw new Fault('usage', message, { hint: 'leaklab run … --on kind' });
  }
  return openContext(where.on, { allowForeign: false, signal: options.signal });
}
