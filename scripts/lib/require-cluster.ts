import type { Cluster } from '../../src/cluster/cluster.ts';
import { findBackground, openBackground } from '../../src/cluster/embedded/find.ts';
import { kindClusterName } from '../../src/cluster/kind-name.ts';
import { findKind } from '../../src/cluster/kind.ts';
import { kindIsInstalled, requireDocker, requireKind } from '../../src/cluster/programs.ts';
import { Fault } from '../../src/shared/errors.ts';
import { typed } from './typed.ts';

/** The cluster that `up` has made, the embedded one before kind; never another. */
export async function requireCluster(verb: string, signal: AbortSignal): Promise<Cluster> {
  const cluster = await findCluster(signal);
  if (cluster !== undefined) return cluster;
  const message = `${verb} comes too early: up is missing, there is neither an embedded cluster nor a kind cluster "${kindClusterName()}"`;
  throw new Fault('usage', message, { hint: typed('up') });
}

/** Undefined where there is none. */
export async function findCluster(signal: AbortSignal): Promise<Cluster | undefined> {
  const found = await findBackground();
  if (found.state === 'up') return openBackground(found.record);
  if (!(await kindIsInstalled(signal))) return undefined;
  await requireDocker(signal);
  await requireKind(signal);
  return findKind(signal);
}
