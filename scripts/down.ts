import { z } from 'zod';
import { downEmbedded } from '../src/cluster/embedded/down.ts';
import { downKind } from '../src/cluster/kind.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { currentNamespace, forgetIncident, incidentFolder } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import { defaultNamespace, namespaceOnly, namespaceOption } from './lib/options.ts';
import { runOfNamespace } from './lib/owned-namespace.ts';
import { findCluster } from './lib/require-cluster.ts';
import { next, say, shown } from './lib/say.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('down', 'deletes the namespace, and with --cluster the cluster; the evidence stays', [
  'node scripts/down.ts',
  'node scripts/down.ts --namespace team-a',
  'node scripts/down.ts --cluster',
])
  .addOption(namespaceOption())
  .option('--cluster', "delete leaklab's cluster too");

process.exitCode = await perform(
  command,
  namespaceOnly.extend({ cluster: z.boolean().optional() }),
  async (options, signal) => {
    const namespace = options.namespace ?? (await currentNamespace()) ?? defaultNamespace;
    const cluster = await findCluster(signal);
    if (cluster === undefined) {
      say('there is no cluster of leaklab');
      await forgetIncident(namespace);
      return exitCodes.ok;
    }
    const run = await runOfNamespace(cluster.api, namespace, signal);
    if (run === undefined) say(`there is no namespace ${namespace}`);
    else await kubectl({ kubeconfig: cluster.kubeconfig, signal }, ['delete', 'namespace', namespace]);
    await forgetIncident(namespace);
    if (run !== undefined) say(`what was collected stays in ${shown(incidentFolder(namespace))}`);
    if (options.cluster === true) {
      const options = { signal, onProgress: say };
      await (cluster.origin === 'embedded' ? downEmbedded(options) : downKind(options));
      say(`${cluster.name} is deleted`);
      next(typed('up'));
    } else next(typed('deploy'));
    return exitCodes.ok;
  },
);
