import { join } from 'node:path';
import { Fault } from '../../shared/errors.ts';
import { stateFolder } from '../../shared/places.ts';
import { kindClusterName } from '../kind-name.ts';

/** The name of the one context in an embedded cluster's kubeconfig. */
export const embeddedContext = 'embedded';

/** Where the embedded clusters of this state folder keep what they need while they live. */
export function embeddedFolder(): string {
  return join(stateFolder(), 'embedded');
}

/** What belongs to the embedded cluster that runs in the background. */
export interface BackgroundPlaces {
  /** Everything but the lock is below it. */
  folder: string;
  /** Says which process it is and where it listens. */
  record: string;
  kubeconfig: string;
  log: string;
  /** Held by who starts or ends it. */
  lock: string;
}

/** One cluster per state folder and name; `LEAKLAB_CLUSTER` is the name here as it is for kind. */
export function backgroundPlaces(): BackgroundPlaces {
  const name = kindClusterName();
  // kind's own rule.
  if (!/^[a-z0-9.-]+$/.test(name)) {
    const message = `LEAKLAB_CLUSTER: expected lower-case letters, digits, "-" and ".", got "${name}"`;
    throw new Fault('usage', message, { hint: 'export LEAKLAB_CLUSTER=leaklab' });
  }
  const folder = join(embeddedFolder(), `cluster-${name}`);
  return {
    folder,
    record: join(folder, 'record.json'),
    kubeconfig: join(folder, 'kubeconfig'),
    log: join(folder, 'log'),
    lock: join(stateFolder(), `embedded-cluster-${name}.lock`),
  };
}
