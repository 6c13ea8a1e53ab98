import { z } from 'zod';
import { kindClusterName } from '../src/cluster/kind-name.ts';
import { downKind, findKind } from '../src/cluster/kind.ts';
import { requireDocker, requireKind } from '../src/cluster/programs.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { currentNamespace, forgetIncident, incidentFolder } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import { defaultNamespace, namespaceOnly, namespaceOption } from './lib/options.ts';
import { runOfNamespace } from './lib/owned-namespace.ts';
import { next, say, shown } from './lib/say.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('down', 'deletes the namespace, and with --cluster the cluster; the evidence stays', [
  'node scripts/down.ts',
  'node scripts/down.ts --namespace team-a',
  'node scripts/down.ts --cluster',
])
  .addOption(namespaceOption())
  .option('--cluster', "delete leaklab's kind cluster too");

process.exitCode = await perform(
  command,
  namespaceOnly.extend({ cluster: z.boolean().optional() }),
  async (options, signal) => {
    const namespace = options.namespace ?? (await currentNamespace()) ?? defaultNamespace;
    await requireDocker(signal);
    await requireKind(signal);
    const cluster = await findKind(signal);
    if (cluster === undefined) {
      say(`there is no kind cluster "${kindClusterName()}"`);
      await forgetIncident(namespace);
      return exitCodes.ok;
    }
    const run = await runOfNamespace(cluster.api, namespace, signal);
    if (run === undefined) say(`there is no namespace ${namespace}`);
    else await kubectl({ kubeconfig: cluster.kubeconfig, signal }, ['delete', 'namespace', namespace]);
    await forgetIncident(namespace);
    if (run !== undefined) say(`what was collected stays in ${shown(incidentFolder(namespace))}`);
    if (options.cluster === true) {
      await downKind({ signal, onProgress: say });
      say(`the kind cluster "${kindClusterName()}" is deleted`);
      next(typed('up'));
    } else next(typed('deploy'));
    return exitCodes.ok;
  },
);
