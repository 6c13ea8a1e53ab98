import { kindClusterName } from '../../cluster/kind-name.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { failure, ok } from '../outcome.ts';
import type { KindClusterReading } from '../readings/kind-cluster.ts';
import { readKindCluster } from '../readings/kind-cluster.ts';

export const clusterCheck: Check = {
  name: 'cluster',
  group: 'cluster',
  needs: ['daemon'],
  byHand: 'leaklab cluster status',
  run: async (signal) => judgeCluster(await readKindCluster(kindClusterName(), signal)),
};

const again = 'leaklab cluster down && leaklab cluster up';

export function judgeCluster({ name, containers, isOurs, nodes, complaint }: KindClusterReading): Outcome {
  const cluster = `the kind cluster "${name}"`;
  if (containers.length === 0) return ok(`${cluster} is not there yet; it is made when it is needed`);
  const stopped = containers.filter(({ state }) => state !== 'running');
  if (stopped.length > 0) {
    const states = stopped.map(({ name, state }) => `${name} is ${state}`);
    const verb = stopped.every(({ state }) => state === 'paused') ? 'unpause' : 'start';
    return failure(`${cluster}: ${states.join(', ')}`, `docker ${verb} ${stopped.map(({ name }) => name).join(' ')}`);
  }
  if (isOurs !== true) {
    const found = `${cluster} is there, but leaklab did not make it: it is neither used nor deleted`;
    return failure(found, `export LEAKLAB_CLUSTER=${name}-2    # or any other name`);
  }
  if (nodes === undefined) return failure(`${cluster}: its API server does not answer: ${complaint}`, again);
  const unready = nodes.filter(({ isReady }) => !isReady).map(({ name }) => name);
  if (nodes.length === 0) return failure(`${cluster} has no nodes`, again);
  if (unready.length > 0) return failure(`${cluster}: not ready: ${unready.join(', ')}`, again);
  return ok(`${cluster} is ready`);
}
