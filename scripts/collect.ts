import { join } from 'node:path';
import { diagnose } from '../src/diagnose/diagnose.ts';
import { readBundle } from '../src/evidence/read-bundle.ts';
import { writeBundle } from '../src/evidence/write-bundle.ts';
import { collect } from '../src/run/collect.ts';
import type { RunContext } from '../src/run/context.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { waitUntil } from '../src/shared/retry.ts';
import { addWitnessed } from './lib/add-witnessed.ts';
import { findingLines } from './lib/finding-lines.ts';
import { showFilesForPeople } from './lib/for-people.ts';
import { incidentFolder, writeIncident } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import { namespaceOnly, namespaceOption } from './lib/options.ts';
import { requireStage } from './lib/order.ts';
import { requireDeployed } from './lib/owned-namespace.ts';
import { requireCluster } from './lib/require-cluster.ts';
import { head, next, say, shown } from './lib/say.ts';
import { theScenario, withSession } from './lib/session.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('collect', 'writes the evidence to a bundle, shows it, and names the cause', [
  'node scripts/collect.ts',
  'node scripts/collect.ts --namespace team-a',
]).addOption(namespaceOption());

process.exitCode = await perform(command, namespaceOnly, async (options, signal) => {
  const incident = await requireStage('collect', 'proven', options.namespace);
  const { namespace, remedies } = incident;
  const scenario = await theScenario();
  const cluster = await requireCluster('collect', signal);
  await requireDeployed(cluster.api, incident, signal);
  const folder = incidentFolder(namespace);
  // The evidence of the incident is not overwritten by that of its remedy.
  const bundle = join(folder, remedies.length === 0 ? 'bundle' : 'bundle-after');

  await kubectl({ kubeconfig: cluster.kubeconfig, signal }, ['-n', namespace, 'get', 'pods']);
  const now = await withSession({ incident, cluster, scenario, signal }, [], async ({ context, previousLogs }) => {
    await firstLook(context);
    return collect(context, previousLogs);
  });
  const evidence = addWitnessed(now, await readBundle(join(folder, 'witnessed')));
  await writeBundle(bundle, evidence);
  await showFilesForPeople(bundle, namespace);

  const findings = diagnose(evidence);
  head('The diagnosis');
  for (const finding of findings) for (const line of findingLines(finding)) say(line);
  say(`\nthe bundle is in ${shown(bundle)}`);
  const cause = findings[0]?.cause ?? 'none';
  if (remedies.length > 0) {
    next(typed('verify'));
    return exitCodes.ok;
  }
  await writeIncident({ ...incident, cause });
  next(...scenario.remedies.slice(0, 3).map(({ name }) => typed('fix', '--remedy', name)));
  return cause === scenario.cause ? exitCodes.ok : exitCodes.unexpected;
});

/** Waits until every pod that there is has been seen, and the kernel has had its say on every end. */
async function firstLook({ lab, namespace, observation, signal }: RunContext): Promise<void> {
  const { items } = await lab.cluster.api.list({ apiVersion: 'v1', kind: 'Pod', namespace }, {}, signal);
  const wait = {
    for: `the pods of ${namespace} to be seen`,
    within: 15,
    every: 0.2,
    otherwise: 'environment',
    signal,
  } as const;
  await waitUntil(wait, () => {
    const ended = observation.instances().filter(({ termination }) => termination !== null);
    const isSeen = observation.allPods().length >= items.length;
    return isSeen && ended.every((instance) => observation.isSettled(instance)) ? true : undefined;
  });
}
