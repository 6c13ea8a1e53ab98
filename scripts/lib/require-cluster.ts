import type { Cluster } from '../../src/cluster/cluster.ts';
import { kindClusterName } from '../../src/cluster/kind-name.ts';
import { findKind } from '../../src/cluster/kind.ts';
import { requireDocker, requireKind } from '../../src/cluster/programs.ts';
import { Fault } from '../../src/shared/errors.ts';
import { typed } from './typed.ts';

/** leaklab's kind cluster, which `up` has made; never another. */
export async function requireCluster(verb: string, signal: AbortSignal): Promise<Cluster> {
  await requireDocker(signal);
  await requireKind(signal);
  const cluster = await findKind(signal);
  if (cluster !== undefined) return cluster;
  const message = `${verb} comes too early: up is missing, there is no kind cluster "${kindClusterName()}"`;
  throw new Fault('usage', message, { hint: typed('up') });
}
