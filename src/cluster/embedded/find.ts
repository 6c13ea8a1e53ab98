import { engineRuns } from '../../embedded/cgroup/engine-name.ts';
import { Connection } from '../../kube/connection.ts';
import type { ApiOptions } from '../../kube/api.ts';
import { KubeApi } from '../../kube/api.ts';
import type { Cluster } from '../cluster.ts';
import { backgroundPlaces, embeddedContext } from './places.ts';
import type { BackgroundRecord } from './record.ts';
import { readRecord } from './record.ts';

/** A background cluster that has come up. */
export type UpRecord = BackgroundRecord & { up: NonNullable<BackgroundRecord['up']> };

export type Found =
  | { state: 'none' }
  /** Its process is gone, and it did not take its leave. */
  | { state: 'died'; record: BackgroundRecord }
  | { state: 'starting'; record: BackgroundRecord }
  | { state: 'up'; record: UpRecord };

/** What there is of the embedded cluster that `leaklab cluster up` keeps running. */
export async function findBackground(): Promise<Found> {
  const record = await readRecord();
  if (record === undefined) return { state: 'none' };
  if (!engineRuns(record.engine)) return { state: 'died', record };
  const { up } = record;
  return up === null ? { state: 'starting', record } : { state: 'up', record: { ...record, up } };
}

/** Seconds that a look at the background cluster may take: it is on this machine, and answers at once or not at all. */
export const glance = { patience: 5, timeout: 5 };

/**
 * The background cluster for runs: it stays when they are over.
 * @param options - how long to wait for answers, in seconds
 */
export function openBackground({ since, up }: UpRecord, options: ApiOptions = {}): Cluster {
  const { kubeconfig } = backgroundPlaces();
  const approximate = up.limits === 'kernel' ? '' : ', limits approximate';
  return {
    name: `the embedded cluster (up since ${since}${approximate})`,
    origin: 'embedded',
    kubeconfig,
    context: embeddedContext,
    api: new KubeApi(Connection.open(kubeconfig, embeddedContext), options),
    nodes: [],
    kindName: null,
    limits: up.limits,
    close: () => Promise.resolve(),
  };
}
