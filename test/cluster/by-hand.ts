import { inject } from 'vitest';
import { runCommand } from '../../src/shared/command.ts';
import { join } from 'node:path';
import { projectRoot } from '../../src/shared/places.ts';

/** Runs one verb of the incident by hand as a trainer does, with the home and the cluster of the tests. */
export async function byHand(verb: string, ...args: string[]) {
  const env = {
    LEAKLAB_HOME: inject('home'),
    LEAKLAB_CLUSTER: inject('cluster'),
    // The user's own kubeconfig is never asked.
    KUBECONFIG: '/nowhere/kubeconfig',
    NO_COLOR: '1',
    npm_lifecycle_event: '',
  };
  const script = join(projectRoot, 'scripts', `${verb}.ts`);
  return runCommand(process.execPath, [script, ...args], { env, cwd: projectRoot, reject: false, timeoutSeconds: 280 });
}
